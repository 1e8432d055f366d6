/** Opens a model file on the chosen device, and says in plain words why one cannot be opened. */
import { open as openFile } from 'node:fs/promises';
import { cpuThreads } from '../runtime/provider.ts';
import { openSession, type Session } from '../runtime/session.ts';
import type { Device } from '../shared/domain/model.ts';
import { ProblemError } from '../shared/errors.ts';
import type { Detector } from './detectors/detector.ts';
import { type FamilyName, recognize } from './detectors/families.ts';
import { OWN_DETECTOR, openOwnDetector } from './detectors/own.ts';
import { looksLikeWeights } from './weights.ts';
import { LFS_POINTER, missingModel } from './weights-source.ts';

/** Field 1, a varint: the format's version, which every writer puts first. */
const ONNX_START = 0x08;

async function startOf(file: string, length: number): Promise<Buffer> {
  const handle = await openFile(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Whether a file holds a network's weights, and not a graph. A file that is not there is neither. */
export async function isWeightsFile(file: string, name: string): Promise<boolean> {
  const start = await startOf(file, 16).catch(() => null);
  return start !== null && looksLikeWeights(start, name);
}

/** Why the runtime could not open a file, from the file's first bytes and what the runtime said. */
async function unopened(file: string, name: string, error: unknown): Promise<ProblemError> {
  const start = await startOf(file, LFS_POINTER.length).catch(() => null);
  if (!start) return missingModel(file, name);
  if (start.length === 0) return new ProblemError('unreadable', `${name} is empty. Fetch it again.`);
  if (start.toString('latin1') === LFS_POINTER)
    return new ProblemError(
      'unreadable',
      `${name} is a Git LFS pointer: a note where the model lies, not the model. Fetch the file itself.`,
    );
  if (start[0] !== ONNX_START)
    return new ProblemError('unreadable', `${name} is not an ONNX file. Choose a file that was exported as ONNX.`);
  const text = error instanceof Error ? error.message : String(error);
  if (/protobuf parsing failed/i.test(text))
    return new ProblemError('unreadable', `${name} is broken or cut short. Fetch it again.`, { cause: error });
  const [first = ''] = text.split('\n');
  return new ProblemError('unsupported', `${name} is an ONNX file, but it cannot be run: ${first.slice(0, 300)}`, {
    cause: error,
  });
}

async function openModel(file: string, name: string, device: Pick<Device, 'provider'>): Promise<Session> {
  try {
    return await openSession(file, { provider: device.provider, threads: cpuThreads() });
  } catch (error) {
    throw await unopened(file, name, error);
  }
}

/**
 * @param name what to call the file in a sentence
 * @throws {ProblemError} `not-found`, `unreadable`, or `unsupported`
 */
export async function openDetector(
  file: string,
  name: string,
  device: Pick<Device, 'provider'>,
): Promise<{ family: FamilyName; detector: Detector }> {
  if (await isWeightsFile(file, name))
    return { family: OWN_DETECTOR, detector: openOwnDetector(file, name, device.provider, cpuThreads()) };
  const session = await openModel(file, name, device);
  try {
    const { family, open } = recognize(session, name);
    return { family, detector: await open() };
  } catch (error) {
    await session.release();
    throw error;
  }
}
