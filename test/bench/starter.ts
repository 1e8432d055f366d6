/** The starter on renders that it never saw, and on real photos where there are any: figures with intervals, time and size. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { openOwnDetector } from '../../electron/inference/detectors/own.ts';
import { openNetwork } from '../../electron/inference/network.ts';
import { keepWeights } from '../../electron/inference/weights.ts';
import { withWeights } from '../../electron/inference/weights-source.ts';
import { resourcesDir } from '../../electron/places.ts';
import { cpuThreads } from '../../electron/runtime/provider.ts';
import { METRIC_FACTS, type MetricName } from '../../electron/shared/domain/evaluation.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import type { Tensor } from '../../models/graph/tensor.ts';
import { evaluateDetector, evaluateNetwork } from '../../scripts/starter/evaluate.ts';
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

const FACES = Number(process.env['LINEAMENT_STARTER_FACES'] ?? 200);
const SCENES = Math.ceil(FACES / 8);
const SCORE = 0.6;

const file = (name: string): string => path.join(resourcesDir, 'models', name);
const weightsOf = (name: string): Map<string, Tensor> =>
  withWeights(file(name), name, ({ tensors }) => new Map([...tensors].map(([key, entry]) => [key, entry.read()])));

async function onRenders(): Promise<Measurement[]> {
  const faces = heldOutFaces(FACES, 2, 256);
  const { tasks, medianNme } = await evaluateNetwork(weightsOf('starter.safetensors'), faces, 1000);
  const measured = (Object.entries(AIMS) as [Task, readonly [MetricName, number]][]).flatMap(
    ([task, [metric, aim]]) => {
      const figure = tasks[task]?.find((each) => each.metric === metric);
      if (figure?.value == null) return [];
      const interval = `${figure.low?.toFixed(1)} to ${figure.high?.toFixed(1)} in 95 of 100 resamples of ${FACES} renders`;
      return [
        measurement(
          `${task} on renders, ${metric}`,
          figure.value,
          METRIC_FACTS[metric].unit,
          { what: 'aim', value: aim },
          interval,
        ),
      ];
    },
  );
  const scenes = heldOutScenes(SCENES, { width: 640, height: 480 });
  const found = await evaluateDetector(weightsOf('starter-detector.safetensors'), scenes, {
    score: SCORE,
    smallest: 24,
  });
  return [
    ...measured,
    measurement(
      'median NME on renders',
      medianNme,
      'percent',
      { what: 'aim', value: 3.5 },
      `${FACES} renders, all poses`,
    ),
    measurement(
      'faces found on rendered scenes',
      found.recall,
      'percent',
      { what: 'aim', value: 90 },
      `of ${found.faces} over 24 pixels`,
    ),
    measurement('false alarms on rendered scenes', found.falsePerPhoto, 'a photo', { what: 'aim', value: 1 }),
  ];
}

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
  if (fixtures) {
    const real = await judgeRealPhotos(fixtures, network, detector, SCORE);
    const errors = real.faces.map(({ error }) => error);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const note = `against YuNet's own five points, which are off by 14 % themselves; ${errors.length} faces`;
    results.push(
      measurement('five points on real photos, mean', mean, 'percent', { what: 'aim', value: 13 }, note),
      measurement('five points on real photos, median', median(errors), 'percent', { what: 'aim', value: 13 }, note),
      measurement(
        'faces found on real photos',
        real.detector.recall,
        'percent',
        { what: 'aim', value: 90 },
        `of ${real.detector.wanted} over 24 pixels`,
      ),
      measurement('false alarms on real photos', real.detector.falsePerPhoto, 'a photo', { what: 'aim', value: 1 }),
    );
  }
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
        ...(await onRenders()),
      ];
    } finally {
      removeFolder(folder);
    }
  },
};
