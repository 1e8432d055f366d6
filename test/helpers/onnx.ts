/** The smallest real ONNX files, for tests that need a graph but no network. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

const field = (number: number, bytes: Uint8Array | string): Buffer => {
  const content = Buffer.from(bytes as string);
  if (content.length > 127) throw new Error('longer than a one-byte length');
  return Buffer.concat([Buffer.from([(number << 3) | 2, content.length]), content]);
};
const varint = (number: number, value: number): Buffer => Buffer.from([number << 3, value]);

/** A float32 tensor's name, type and shape (each side under 128). */
function valueInfo(name: string, shape: readonly number[]): Buffer {
  const dims = shape.map((side) => field(1, varint(1, side)));
  const tensor = Buffer.concat([varint(1, 1), field(2, Buffer.concat(dims))]);
  return Buffer.concat([field(1, name), field(2, field(1, tensor))]);
}

/** y = Relu(input), opset 13. */
export function reluGraph(input: string, shape: readonly number[]): Buffer {
  const node = Buffer.concat([field(1, input), field(2, 'y'), field(4, 'Relu')]);
  const graph = Buffer.concat([
    field(1, node),
    field(2, 'relu'),
    field(11, valueInfo(input, shape)),
    field(12, valueInfo('y', shape)),
  ]);
  return Buffer.concat([varint(1, 8), field(7, graph), field(8, varint(2, 13))]);
}

export async function writeModel(folder: string, name: string, bytes: Uint8Array | string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return file;
}
