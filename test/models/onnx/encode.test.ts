import { describe, expect, it } from 'vitest';
import { Builder } from '../../../models/graph/builder.ts';
import { castTensor } from '../../../models/graph/float16.ts';
import { encodeModel, modelPieces } from '../../../models/onnx/encode.ts';
import { Message, utf8 } from '../../../models/onnx/protobuf.ts';
import { numbers, Session, weightMap } from '../run.ts';

function example() {
  const g = new Builder();
  const x = g.input('x', 'float32', ['batch', 2]);
  return g.finish({ y: g.add(x, g.cast(g.parameter('shift', 'float16', [2]), 'float32')) });
}

const shift = castTensor(weightMap({ shift: numbers([2], [10, 0.5]) }).get('shift')!, 'float16');

describe('protobuf', () => {
  const bytes = (message: Message) => [...message.join()];
  it('writes small numbers in a byte', () => expect(bytes(new Message().int(1, 5))).toEqual([8, 5]));
  it('writes seven bits a byte', () => expect(bytes(new Message().int(1, 300))).toEqual([8, 0xac, 2]));
  it('writes -1 in ten bytes', () => expect(bytes(new Message().int(1, -1))).toEqual([8, ...Array(9).fill(0xff), 1]));
  it('writes texts with their length', () => expect(bytes(new Message().text(2, 'é'))).toEqual([18, 2, 0xc3, 0xa9]));
  it('writes a message inside a message', () =>
    expect(bytes(new Message().message(3, new Message().int(1, 1)))).toEqual([26, 2, 8, 1]));
  it('writes text as TextEncoder does', () =>
    expect(utf8('Gesicht ñ 顔 🙂 %')).toEqual(new TextEncoder().encode('Gesicht ñ 顔 🙂 %')));
});

describe('an ONNX file', () => {
  it('runs', async () => {
    const session = await Session.open(example(), new Map([['shift', shift]]));
    const { y } = await session.run({ x: numbers([2, 2], [1, 2, 3, 4]) });
    expect([...y!.data]).toEqual([11, 2.5, 13, 4.5]);
    await session.close();
  });

  it('is the same in pieces', () => {
    const weights = new Map([['shift', shift]]);
    expect(Buffer.concat(modelPieces(example(), weights))).toEqual(Buffer.from(encodeModel(example(), weights)));
  });

  it('refers to the bytes of weights without copying them', () =>
    expect(modelPieces(example(), new Map([['shift', shift]]))).toContain(shift.bytes));

  it('is not written without a weight', () =>
    expect(() => encodeModel(example(), new Map())).toThrow('no weight shift of type float16[2]'));

  it('is not written with a weight of another type', () =>
    expect(() => encodeModel(example(), weightMap({ shift: numbers([2], [1, 2]) }))).toThrow('no weight shift'));
});
