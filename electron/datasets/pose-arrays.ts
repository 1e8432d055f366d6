/**
 * Sets of pictures and poses as FSA-Net made them and 6DRepNet reads them (`BIWI_noTrack.npz`, `AFLW2000.npz`): `image`, a small
 * picture a row, and `pose`, its yaw, pitch and roll in degrees. An `.npz` is a zip of NumPy's files.
 */
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Pixels } from '../imaging/decode.ts';
import { type Angles, toRadians } from '../shared/domain/pose.ts';
import { unpackZip } from './archive.ts';
import { type NpyHead, npyHead, readNpy } from './npy.ts';

/** Bytes in which the description of an array ends. */
const HEAD = 1 << 12;
const ANGLES = 3;

export interface PoseArrays {
  count: number;
  /** In radians. */
  angles(at: number): Angles;
  /** @param isBgr whether blue comes first, as OpenCV has it */
  picture(at: number, isBgr: boolean): Promise<Pixels>;
  close(): Promise<void>;
}

const places = (head: NpyHead): string => head.shape.join(' × ');

/** @throws {TypeError} for arrays of other shapes, and for what is no whole zip file */
export async function openPoseArrays(file: string): Promise<PoseArrays> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lineament-arrays-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    await unpackZip(file, folder);
    const names = await readdir(folder);
    for (const name of ['image', 'pose'])
      if (!names.includes(`${name}.npy`)) throw new TypeError(`it has no array «${name}»`);
    const poses = await readFile(path.join(folder, 'pose.npy'));
    const pose = npyHead(poses);
    const values = readNpy(poses).map(Number);
    const [count = 0, across = 0] = pose.shape;
    if (pose.shape.length !== 2 || across !== ANGLES || pose.isFortran || values.length !== count * ANGLES)
      throw new TypeError(`its poses are ${places(pose)}, and N × 3 is right`);
    const handle = await open(path.join(folder, 'image.npy'));
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    const image = npyHead(buffer.subarray(0, bytesRead));
    const [pictures, height = 0, width = 0, channels = 0] = image.shape;
    const bytes = height * width * channels;
    const { size } = await handle.stat();
    const isRight = image.kind === 'u1' && image.shape.length === 4 && channels === 3 && bytes > 0 && !image.isFortran;
    if (!isRight || pictures !== count || size !== image.start + count * bytes) {
      await handle.close();
      throw new TypeError(
        `its pictures are ${places(image)} of the kind ${image.kind}, and ${count} × height × width × 3 of u1 is right`,
      );
    }
    return {
      count,
      angles(at) {
        const [yaw = 0, pitch = 0, roll = 0] = values.slice(ANGLES * at, ANGLES * (at + 1)).map(toRadians);
        return { yaw, pitch, roll };
      },
      async picture(at, isBgr) {
        const data = new Uint8Array(bytes);
        await handle.read(data, 0, bytes, image.start + at * bytes);
        if (isBgr)
          for (let pixel = 0; pixel < bytes; pixel += 3)
            [data[pixel], data[pixel + 2]] = [data[pixel + 2]!, data[pixel]!];
        return { width, height, channels: 3, data };
      },
      async close() {
        await handle.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
