/** A graph and its weights as an ONNX file. Field numbers are those of onnx.proto. */
import { sameShape } from '../graph/dims.ts';
import type { Graph, Node, Value } from '../graph/graph.ts';
import { typeText } from '../graph/print.ts';
import { BYTES_PER_ELEMENT, type DType, elementCount, type Tensor } from '../graph/tensor.ts';
import type { AttributeValue } from '../ops/attributes.ts';
import { Message } from './protobuf.ts';

const IR_VERSION = 10;
/** Gelu came with operator set 20, LayerNormalization with 17. */
const OPSET = 20;

const DATA_TYPES: Record<DType, number> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
};

/** Attributes that are floats even where their value is a whole number. */
const FLOAT_ATTRIBUTES = new Set(['epsilon', 'alpha', 'beta']);

const FLOAT = 1;
const INT = 2;
const STRING = 3;
const INTS = 7;

function attribute(name: string, value: AttributeValue): Message {
  const message = new Message().text(1, name);
  if (name === 'to') return message.int(3, DATA_TYPES[value as DType]).int(20, INT);
  if (typeof value === 'string') return message.text(4, value).int(20, STRING);
  if (typeof value !== 'number') return message.ints(8, value).int(20, INTS);
  return FLOAT_ATTRIBUTES.has(name) ? message.float(2, value).int(20, FLOAT) : message.int(3, value).int(20, INT);
}

function nodeMessage(node: Node): Message {
  const message = new Message();
  for (const input of node.inputs) message.text(1, input?.name ?? '');
  for (const output of node.outputs) message.text(2, output.name);
  message.text(3, node.outputs[0]!.name).text(4, node.op);
  for (const [name, value] of Object.entries(node.attributes)) message.message(5, attribute(name, value));
  return message;
}

/** Numbers that stay where they lie: row by row in a file of the ONNX file's own folder. */
export interface ExternalTensor extends Omit<Tensor, 'bytes'> {
  readonly file: string;
  /** Where in the file its first byte is. */
  readonly offset: number;
}

/** A tensor for each parameter of a graph, by name. */
export type Weights = ReadonlyMap<string, Tensor | ExternalTensor>;

const EXTERNAL = 1;

function tensorMessage(value: Value, tensor: Tensor | ExternalTensor): Message {
  const message = new Message().ints(1, tensor.shape).int(2, DATA_TYPES[value.dtype]).text(8, value.name);
  if ('bytes' in tensor) return message.bytes(9, tensor.bytes);
  const length = elementCount(tensor.shape) * BYTES_PER_ELEMENT[tensor.dtype];
  const place = { location: tensor.file, offset: String(tensor.offset), length: String(length) };
  for (const [key, text] of Object.entries(place)) message.message(13, new Message().text(1, key).text(2, text));
  return message.int(14, EXTERNAL);
}

function valueInfo({ name, dtype, shape }: Value): Message {
  const dims = new Message();
  for (const dim of shape)
    dims.message(1, typeof dim === 'number' ? new Message().int(1, dim) : new Message().text(2, dim));
  const type = new Message().int(1, DATA_TYPES[dtype]).message(2, dims);
  return new Message().text(1, name).message(2, new Message().message(1, type));
}

/**
 * The file. `weights` holds a tensor for each of the graph's parameters; others are left out.
 * @throws Error that names the first parameter without a tensor of its type and shape.
 */
export function encodeModel(graph: Graph, weights: Weights): Uint8Array {
  return modelMessage(graph, weights).join();
}

/** The same file in pieces, to be written one after the other without ever being in memory as a whole. */
export function modelPieces(graph: Graph, weights: Weights): readonly Uint8Array[] {
  return modelMessage(graph, weights).pieces;
}

function modelMessage(graph: Graph, weights: Weights): Message {
  const body = new Message();
  for (const node of graph.nodes) body.message(1, nodeMessage(node));
  body.text(2, 'lineament');
  for (const { value, tensor } of graph.constants.values()) body.message(5, tensorMessage(value, tensor));
  for (const parameter of graph.parameters) {
    const tensor = weights.get(parameter.name);
    if (tensor?.dtype !== parameter.dtype || !sameShape(tensor.shape, parameter.shape))
      throw new Error(`no weight ${parameter.name} of type ${typeText(parameter)}`);
    body.message(5, tensorMessage(parameter, tensor));
  }
  for (const value of graph.inputs) body.message(11, valueInfo(value));
  for (const value of graph.outputs) body.message(12, valueInfo(value));
  return new Message()
    .int(1, IR_VERSION)
    .text(2, 'lineament')
    .message(7, body)
    .message(8, new Message().text(1, '').int(2, OPSET));
}
