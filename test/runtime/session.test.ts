import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { interfaceOf, openSession, type Session, Tensor } from '../../electron/runtime/session.ts';
import { reluGraph, writeModel } from '../helpers/onnx.ts';

const cpu = { provider: 'cpu', threads: 1 } as const;

describe('a session', () => {
  let folder: string;
  let session: Session;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'session-'));
    session = await openSession(reluGraph('x', [2, 3]), cpu);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('computes what its graph says', async () => {
    const x = new Tensor('float32', new Float32Array([-2, -1, 0, 1, 2, 3]), [2, 3]);
    expect((await session.run({ x }))['y']!.data).toEqual(new Float32Array([0, 0, 0, 1, 2, 3]));
  });

  test('tells its interface', () => {
    expect(interfaceOf(session)).toEqual({
      inputs: [{ name: 'x', type: 'float32', shape: [2, 3] }],
      outputs: [{ name: 'y', type: 'float32', shape: [2, 3] }],
    });
  });

  test('opens from a file too', async () => {
    const opened = await openSession(await writeModel(folder, 'relu.onnx', reluGraph('x', [1])), cpu);
    expect(interfaceOf(opened).inputs[0]!.name).toBe('x');
  });

  test('runs no more once it is released', async () => {
    const other = await openSession(reluGraph('x', [1]), cpu);
    await other.release();
    await expect(other.run({ x: new Tensor('float32', new Float32Array(1), [1]) })).rejects.toThrow();
  });
});
