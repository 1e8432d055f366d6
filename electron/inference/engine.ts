/**
 * What the engine thread does: it owns ONNX Runtime, decodes photos, finds faces and proposes values for them, so that
 * no other thread waits.
 */
import path from 'node:path';
import type { Task } from '../../models/facexformer/config.ts';
import { readPhoto } from '../imaging/decode.ts';
import { chooseDevice } from '../runtime/provider.ts';
import type { Box, Size } from '../shared/domain/geometry.ts';
import type { Device, Measured, Model } from '../shared/domain/model.ts';
import { ProblemError, toProblem } from '../shared/errors.ts';
import { type Annotator, type FaceResult, openAnnotator } from './annotator.ts';
import { type Crop, cropFace } from './crop.ts';
import { type DetectOptions, detectFaces, type FoundFace } from './detectors/detect.ts';
import type { Detector } from './detectors/detector.ts';
import { OWN_DETECTOR } from './detectors/own.ts';
import type { ModelHolds } from './library.ts';
import { measureNetwork } from './measure.ts';
import type { NetworkFile } from './network.ts';
import { isWeightsFile, openDetector } from './open.ts';
import { Shelf } from './shelf.ts';
import { configOf, exportOnnx, inspectWeights, keepWeights, tasksOf } from './weights.ts';

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

export interface ProposeRequest {
  /** Absolute path of the photo. */
  path: string;
  /** The upright photo's size when the faces were placed on it. */
  size: Size;
  boxes: Box[];
  network: NetworkFile;
  tasks: 'all' | Task[];
}

export interface MeasureRequest {
  network: NetworkFile;
  /** Faces to compare ways of computing on: one a photo, whose absolute path it is. */
  faces: { path: string; box: Box }[];
}

export type EngineService = {
  device(): Promise<Device>;
  /** What a model file is. `name` is what to call it in a sentence; its own name otherwise. */
  inspectModel(input: { file: string; name?: string }): Promise<Pick<Model, 'kind' | 'family'> & { holds: ModelHolds }>;
  /** Writes a network's weights as the app keeps them. */
  keepWeights(input: { from: string; to: string; name: string }): void;
  /** Writes a network as a graph that needs nothing beside it. */
  exportOnnx(input: NetworkFile & { to: string }): void;
  /** Opens a detector ahead of its first use. */
  openDetector(input: { file: string }): Promise<void>;
  detect(input: DetectRequest, signal: AbortSignal): Promise<DetectResult>;
  /** One result a box. Photos that are asked for at once share batches. */
  propose(input: ProposeRequest, signal: AbortSignal): Promise<FaceResult[]>;
  /** Opens the network by itself, so it measures nothing but the network. */
  measure(input: MeasureRequest, signal: AbortSignal): Promise<Measured>;
  /** Lets go of the files of networks, so that they can be deleted. */
  closeNetworks(): Promise<void>;
};

/** Without its network nothing can be proposed for any photo: that is another matter than a photo that is bad. */
const unopened = (error: unknown): never => {
  throw new ProblemError('unavailable', `The network cannot be opened. ${toProblem(error).message}`, { cause: error });
};

export function createEngine(): EngineService {
  let choice: Promise<Device> | null = null;
  const device = () => {
    choice ??= chooseDevice();
    return choice;
  };
  const open = async (file: string, name = path.basename(file)) => openDetector(file, name, await device());
  const detectors = new Shelf<Detector>();
  const withDetector = <Result>(file: string, work: (detector: Detector) => Result | Promise<Result>) =>
    detectors.use(file, async () => (await open(file)).detector, work);
  const annotators = new Shelf<Annotator>();

  return {
    device,
    async inspectModel({ file, name = path.basename(file) }) {
      if (await isWeightsFile(file, name)) {
        const family = inspectWeights(file, name);
        return { kind: family === OWN_DETECTOR ? 'detector' : 'network', family, holds: 'weights' };
      }
      const { family, detector } = await open(file, name);
      await detector.close();
      return { kind: 'detector', family, holds: 'graph' };
    },
    keepWeights: ({ from, to, name }) => keepWeights(from, to, name),
    exportOnnx: ({ to, ...network }) =>
      exportOnnx(network, to, { tasks: tasksOf(configOf(network.preset), 'all'), form: 'float32' }),
    openDetector: ({ file }) => withDetector(file, () => undefined),
    async detect({ path: photo, detector: file, smallestFace, score }, signal) {
      const pixels = await readPhoto(photo, signal);
      const { width, height } = pixels;
      const faces = await withDetector(file, (detector) =>
        detectFaces(detector, pixels, { smallestFace, score }, signal),
      );
      return { width, height, faces };
    },
    propose({ path: photo, size, boxes, network, tasks }, signal) {
      const read = async () => {
        const pixels = await readPhoto(photo, signal);
        if (pixels.width === size.width && pixels.height === size.height) return pixels;
        throw new ProblemError(
          'conflict',
          `${path.basename(photo)} is now ${pixels.width} x ${pixels.height} pixels and was ${size.width} x ${size.height}. Its faces belong to the old picture: put the old file back, or import the new one under another name.`,
        );
      };
      return annotators.use(
        JSON.stringify([network, tasks]),
        async () => openAnnotator(network, tasks, (await device()).provider).catch(unopened),
        (annotator) => annotator.propose(read, boxes, signal),
      );
    },
    async measure({ network, faces }, signal) {
      const { size } = configOf(network.preset);
      const crops: Crop[] = [];
      for (const { path: photo, box } of faces) {
        // A photo that cannot be read is only one that is not compared on.
        const pixels = await readPhoto(photo, signal).catch(() => null);
        const crop = pixels && cropFace(pixels, box, size);
        if (crop) crops.push(crop);
      }
      const { provider, label } = await device();
      const measured = await measureNetwork(network, provider, crops, signal);
      return { device: label, ...measured };
    },
    closeNetworks: () => annotators.clear(),
  };
}
