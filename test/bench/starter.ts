/** The starter on renders that it never saw, and on real photos where there are any: figures with intervals, time and size. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Detector } from '../../electron/inference/detectors/detector.ts';
import { openOwnDetector } from '../../electron/inference/detectors/own.ts';
import { type Network, openNetwork } from '../../electron/inference/network.ts';
import { keepWeights } from '../../electron/inference/weights.ts';
import { withWeights } from '../../electron/inference/weights-source.ts';
import { resourcesDir } from '../../electron/places.ts';
import { cpuThreads } from '../../electron/runtime/provider.ts';
import { METRIC_FACTS, type MetricName } from '../../electron/shared/domain/evaluation.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import { bootstrap, type Estimate } from '../../electron/training/metrics/bootstrap.ts';
import { measureSums } from '../../electron/training/metrics/metric.ts';
import { castTensor } from '../../models/graph/float16.ts';
import type { Tensor } from '../../models/graph/tensor.ts';
import {
  type DetectorFigures,
  judgeDetector,
  type SearchedPhoto,
  scoreAllowing,
} from '../../scripts/starter/detections.ts';
import { evaluateNetwork, medianOf, searchScenes } from '../../scripts/starter/evaluate.ts';
import { heldOutFaces, heldOutScenes } from '../../scripts/starter/held-out.ts';
import { judgeRealPhotos } from '../../scripts/starter/real-photos.ts';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';
import { fixtures } from '../helpers/shared.ts';
import { type Bench, type Measurement, measurement, median } from './bench.ts';

/** What it is to reach on renders: the first figure of each task that has an aim. */
const AIMS: Partial<Record<Task, readonly [MetricName, number]>> = {
  parsing: ['mean-f1', 90],
  landmarks: ['nme-interocular', 3.5],
  pose: ['pose-mae', 4],
  visibility: ['recall-at-80-precision', 80],
  attributes: ['attribute-accuracy', 90],
  age: ['age-mae-expectation', 6],
  gender: ['accuracy', 90],
  expression: ['accuracy', 90],
  identity: ['verification-accuracy', 95],
};

/** Renders where nothing else is asked for; two of each person. */
const FACES = 240;
const HARD_FACES = 120;
const facesPerScene = 8;
const RESAMPLES = 1000;
/** What detection jobs count at least, and how far down the score for a stated number of false alarms is looked for. */
const USUAL_SCORE = 0.6;
const LEAST_SCORE = 0.3;
const SMALLEST = 24;

const file = (name: string): string => path.join(resourcesDir, 'models', name);
const weightsOf = (name: string): Map<string, Tensor> =>
  withWeights(
    file(name),
    name,
    ({ tensors }) => new Map([...tensors].map(([key, entry]) => [key, castTensor(entry.read(), 'float32')])),
  );

const between = ({ low, high }: { low: number | null; high: number | null }): string =>
  `${low?.toFixed(1)} to ${high?.toFixed(1)} in 95 of 100 resamples`;

/** An estimate held against its aim. */
const held = (name: string, estimate: Estimate, unit: string, aim: number, note: string): Measurement =>
  measurement(name, estimate.value, unit, { what: 'aim', value: aim }, `${between(estimate)}; ${note}`);

async function ofDetector(where: string, photos: readonly SearchedPhoto[]): Promise<Measurement[]> {
  const told = (at: string, { faces, recall, falsePerPhoto, meanOverlap, score }: DetectorFigures): Measurement[] => {
    const note = `${faces} faces over ${SMALLEST} pixels in ${photos.length} pictures, least score ${score}, mean overlap ${meanOverlap.toFixed(2)}`;
    return [
      held(`faces found on ${where}, ${at}`, recall, 'percent', 90, note),
      held(`false alarms on ${where}, ${at}`, falsePerPhoto, 'a picture', 1, note),
    ];
  };
  const judge = (score: number) => judgeDetector(photos, { score, smallest: SMALLEST }, RESAMPLES);
  return [
    ...told('at the usual score', await judge(USUAL_SCORE)),
    ...told('at one false alarm a picture', await judge(scoreAllowing(photos, 1, LEAST_SCORE))),
  ];
}

async function onRenders(count: number): Promise<Measurement[]> {
  const weights = weightsOf('starter.safetensors');
  const { tasks, medianNme } = await evaluateNetwork(weights, heldOutFaces(count, 2, 256), RESAMPLES);
  const hard = await evaluateNetwork(weights, heldOutFaces(HARD_FACES, 1, 256, true), RESAMPLES);
  const measured = (Object.entries(AIMS) as [Task, readonly [MetricName, number]][]).flatMap(
    ([task, [metric, aim]]) => {
      const figure = tasks[task]?.find((each) => each.metric === metric);
      if (figure?.value == null) return [];
      const reference = { what: 'aim', value: aim };
      const note = `${between(figure)}; ${count} renders`;
      return [measurement(`${task} on renders, ${metric}`, figure.value, METRIC_FACTS[metric].unit, reference, note)];
    },
  );
  const scenes = heldOutScenes(Math.ceil(count / facesPerScene), { width: 640, height: 480 });
  const searched = await searchScenes(weightsOf('starter-detector.safetensors'), scenes, LEAST_SCORE);
  return [
    ...measured,
    held('median NME on renders', medianNme.all, 'percent', 3.5, `${count} renders, all poses`),
    held('median NME on renders, near-frontal', medianNme.nearFrontal, 'percent', 3.5, 'turned less than 30 degrees'),
    measurement(
      'median NME on hard renders',
      hard.medianNme.all.value,
      'percent',
      { what: 'usual renders', value: medianNme.all.value },
      `${between(hard.medianNme.all)}; ${HARD_FACES} renders, turned, tilted and covered`,
    ),
    ...(await ofDetector('rendered scenes', searched)),
  ];
}

/** Five points of each face of the reference photos, and the boxes of the app's own detector. */
async function ofRealPhotos(folder: string, network: Network, detector: Detector): Promise<Measurement[]> {
  const { faces, photos } = await judgeRealPhotos(folder, network, detector, LEAST_SCORE);
  const options = { seed: 1, resamples: RESAMPLES };
  const told = async (which: string, some: typeof faces): Promise<Measurement[]> => {
    const errors = some.map(({ error }) => error);
    // Faces of one photo are drawn together.
    const units = some.map(({ photo }) => photo);
    const note = `against YuNet's own five points, which are off by 14 % themselves; ${some.length} faces`;
    const mean = measureSums(
      errors,
      2,
      (error) => [error, 1],
      ([sum, number]) => [sum! / number!],
    );
    const [ofMean] = await bootstrap(mean, units, options);
    const [ofMedian] = await bootstrap(medianOf(errors), units, options);
    return [
      held(`five points of ${which}, mean`, ofMean!, 'percent', 13, note),
      held(`five points of ${which}, median`, ofMedian!, 'percent', 13, note),
    ];
  };
  const kept = faces.filter(({ astray }) => !astray);
  return [
    ...(await told('all faces on real photos', faces)),
    ...(await told('faces where YuNet has its points on what they name', kept)),
    ...(await ofDetector('real photos', photos)),
  ];
}

/** How long it takes, and how good it is on the reference photos where there are any. */
async function onPhotos(folder: string): Promise<Measurement[]> {
  const kept = path.join(folder, 'weights.safetensors');
  keepWeights(file('starter.safetensors'), kept, 'starter');
  const network = await openNetwork({ file: kept, preset: 'facexformer-starter' }, 'all', 'cpu');
  const detector = openOwnDetector(file('starter-detector.safetensors'), 'detector', 'cpu', cpuThreads());
  const results: Measurement[] = [];
  const { size } = network.config;
  const pixels = new Float32Array(3 * size * size);
  const times = async (run: () => Promise<unknown>): Promise<number> => {
    const taken: number[] = [];
    for (let i = 0; i < 12; i++) {
      const began = performance.now();
      await run();
      taken.push(performance.now() - began);
    }
    return median(taken.slice(2));
  };
  const picture = { width: 640, height: 480, channels: 3 as const, data: new Uint8Array(3 * 640 * 480) };
  const whole = { x: 0, y: 0, width: 640, height: 480 };
  results.push(
    measurement(
      'a face',
      await times(() => network.run(pixels, 1)),
      'ms',
      { what: 'aim', value: 40 },
      `${cpuThreads()} threads`,
    ),
    measurement('a look at 640 x 480', await times(() => detector.look(picture, whole, 0.6)), 'ms', {
      what: 'aim',
      value: 15,
    }),
  );
  if (fixtures) results.push(...(await ofRealPhotos(fixtures, network, detector)));
  await network.close();
  await detector.close();
  return results;
}

export const bench: Bench = {
  name: 'starter',
  about: 'the networks that the app brings along, on renders and photos that they never saw',
  async run() {
    const megabytes =
      (statSync(file('starter.safetensors')).size + statSync(file('starter-detector.safetensors')).size) / 1e6;
    const folder = temporaryFolder();
    try {
      return [
        measurement('size of both files', megabytes, 'MB', { what: 'aim', value: 12 }),
        ...(await onPhotos(folder)),
        ...(await onRenders(FACES)),
      ];
    } finally {
      removeFolder(folder);
    }
  },
};
