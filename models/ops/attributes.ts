/** The closed list of operations, by ONNX's names, and the attributes that each one takes. */
import type { DType } from '../graph/tensor.ts';

export type None = Readonly<Record<never, never>>;
export interface Window {
  kernel_shape: readonly number[];
  strides: readonly number[];
  /** top, left, bottom, right */
  pads: readonly number[];
}

export interface OpAttributes {
  Identity: None;
  Cast: { to: DType };
  Relu: None;
  Gelu: { approximate: 'none' };
  Abs: None;
  Sqrt: None;
  Sin: None;
  Cos: None;
  Acos: None;
  Neg: None;
  Exp: None;
  Log: None;
  Erf: None;
  Sigmoid: None;
  Softplus: None;
  Clip: None;
  Add: None;
  Sub: None;
  Mul: None;
  Div: None;
  Greater: None;
  Equal: None;
  Where: None;
  MatMul: None;
  Gemm: { transA: 0 | 1; transB: 0 | 1; alpha: number; beta: number };
  ReduceSum: { keepdims: 0 | 1 };
  ReduceMean: { keepdims: 0 | 1 };
  ReduceMax: { keepdims: 0 | 1 };
  ReduceMin: { keepdims: 0 | 1 };
  Reshape: None;
  Transpose: { perm: readonly number[] };
  Concat: { axis: number };
  Split: { axis: number };
  Gather: { axis: number };
  Expand: None;
  Pad: { mode: 'constant' };
  Slice: None;
  ScatterElements: { axis: 0; reduction: 'add' };
  Conv: Window & { dilations: readonly number[]; group: number };
  ConvTranspose: Window & { dilations: readonly number[]; group: number; output_padding: readonly number[] };
  MaxPool: Window;
  Resize: { mode: 'linear'; coordinate_transformation_mode: 'half_pixel'; axes: readonly number[] };
  Softmax: { axis: number };
  LayerNormalization: { axis: number; epsilon: number };
  BatchNormalization: { epsilon: number };
  DynamicQuantizeLinear: None;
  QuantizeLinear: { axis: number };
  MatMulInteger: None;
}

export type OpName = keyof OpAttributes;

export type AttributeValue = number | string | readonly number[];
export type Attributes = Readonly<Record<string, AttributeValue>>;
