/** What the engine thread does: it owns ONNX Runtime, decodes photos and finds faces, so that no other thread waits. */
import path from 'node:path';
import { readPhoto } from '../imaging/decode.ts';
import { chooseDevice } from '../runtime/provider.ts';
import type { Size } from '../shared/domain/geometry.ts';
import type { Device, Model } from '../shared/domain/model.ts';
import { type DetectOptions, detectFaces, type FoundFace } from './detectors/detect.ts';
import { openDetector } from './open.ts';
import { DetectorShelf } from './shelf.ts';

export interface DetectRequest extends DetectOptions {
  /** Absolute path of the photo. */
  path: string;
  /** Absolute path of the detector's model file. */
  detector: string;
}

/** The upright photo's size and its faces, best first. */
export interface DetectResult extends Size {
  faces: FoundFace[];
}

export type EngineService = {
  device(): Promise<Device>;
  /** What a model file is. `name` is what to call it in a sentence; its own name otherwise. */
  inspectModel(input: { file: string; name?: string }): Promise<Pick<Model, 'kind' | 'family'>>;
  /** Opens a detector ahead of its first use. */
  openDetector(input: { file: string }): Promise<void>;
  detect(input: DetectRequest, signal: AbortSignal): Promise<DetectResult>;
};

export function createEngine(): EngineService {
  let choice: Promise<Device> | null = null;
  const device = () => {
    choice ??= chooseDevice();
    return choice;
  };
  const open = async (file: string, name = path.basename(file)) => openDetector(file, name, await device());
  const shelf = new DetectorShelf(async (file) => (await open(file)).detector);
  return {
    device,
    async inspectModel({ file, name }) {
      const { family, detector } = await open(file, name);
      await detector.close();
      return { kind: 'detector', family };
    },
    openDetector: ({ file }) => shelf.use(file, () => undefined),
    async detect({ path: photo, detector: file, smallestFace, score }, signal) {
      const pixels = await readPhoto(photo, signal);
      const { width, height } = pixels;
      const faces = await shelf.use(file, (detector) => detectFaces(detector, pixels, { smallestFace, score }, signal));
      return { width, height, faces };
    },
  };
}
