/**
 * What correcting saves: a simulated person who knows the truth of 50 rendered faces corrects imperfect proposals with
 * the editor's own tools, then labels the same faces from nothing; keys, clicks, drags and the pointer's way are counted.
 */
import { createRenderer } from '../../electron/datasets/rendered/renderer.ts';
import { annotationsOf } from '../../electron/datasets/rendered/truth.ts';
import type { Annotation, AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import type { Face } from '../../electron/shared/domain/face.ts';
import { ContentHash, FaceId, ImageId, ModelId } from '../../electron/shared/domain/ids.ts';
import type { Image } from '../../electron/shared/domain/image.ts';
import { namedRandom } from '../../electron/shared/domain/random.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { judge } from '../../renderer/editor/patches.ts';
import { ACTION_KINDS, type ActionKind, Hand } from './annotator/hand.ts';
import { mendAttributes, mendChoice, mendName, truthFor } from './annotator/labels.ts';
import { mendMask } from './annotator/paint.ts';
import { perturbed } from './annotator/perturb.ts';
import { mendLandmarks, mendPose, mendVisibility } from './annotator/points.ts';
import { type Bench, type Measurement, measurement } from './bench.ts';

const FACES = Number(process.env['LINEAMENT_ANNOTATOR_FACES'] ?? 50);
const SIDE = 256;
/** The share of a mask's cells that are right when the person is done with it. */
const GOOD = 0.98;
/** What the work on a face is split into: the tasks, points before the masks that follow them, and the verdict. */
const POINTS = ['landmarks', 'visibility'] as const satisfies readonly Task[];
const PARTS = [...POINTS, ...TASKS.filter((task) => !POINTS.some((first) => first === task)), 'verdict'] as const;
type Part = (typeof PARTS)[number];

interface Effort {
  actions: number;
  kinds: Readonly<Record<ActionKind, number>>;
  travel: number;
}
type Efforts = Record<Part, Effort>;

const IMAGE: Image = {
  id: ImageId.parse(1),
  path: '/face.png',
  hash: ContentHash.parse('a'.repeat(64)),
  bytes: 1,
  format: 'png',
  width: SIDE,
  height: SIDE,
  orientation: 1,
  file: 'present',
  searched: 0,
  added: 0,
  faces: 1,
  openFaces: 1,
};
const BY = { kind: 'model', model: ModelId.parse('00000000000000e1') } as const;

const MENDS: { readonly [T in Task]: (hand: Hand, truth: readonly AnnotationValue[]) => Promise<unknown> } = {
  async parsing(hand, truth) {
    const { labels, width, height } = truthFor(truth, 'parsing');
    return mendMask(hand, ({ x, y }) =>
      x < 0 || y < 0 || x >= width || y >= height ? 0 : labels[Math.floor(y) * width + Math.floor(x)]!,
    );
  },
  landmarks: (hand, truth) => mendLandmarks(hand, truthFor(truth, 'landmarks').points),
  visibility: (hand, truth) => mendVisibility(hand, truthFor(truth, 'visibility').visible),
  pose: (hand, truth) => mendPose(hand, truthFor(truth, 'pose').quaternion),
  attributes: (hand, truth) => mendAttributes(hand, truthFor(truth, 'attributes').states),
  age: (hand, truth) => mendChoice(hand, 'age', truthFor(truth, 'age').bin),
  gender: (hand, truth) => mendChoice(hand, 'gender', truthFor(truth, 'gender').label),
  race: (hand, truth) => mendChoice(hand, 'race', truthFor(truth, 'race').label),
  expression: (hand, truth) => mendChoice(hand, 'expression', truthFor(truth, 'expression').label),
  identity: (hand, truth) => mendName(hand, truthFor(truth, 'identity').label!),
};

/** Works on one face until it is as the truth says, and accepts it. */
async function label(face: Face, truth: readonly AnnotationValue[]): Promise<Efforts & { right: number }> {
  const hand = new Hand(IMAGE, face);
  const efforts: Partial<Efforts> = {};
  let right = 0;
  for (const part of PARTS) {
    const { actions, travel } = hand;
    const before = { ...hand.done };
    if (part === 'verdict') await hand.keys(1, () => hand.editor.apply(judge(hand.face, 'accepted')));
    else {
      const share = await MENDS[part](hand, truth);
      if (part === 'parsing') right = Number(share);
      if (part === 'parsing' && right < GOOD) throw new Error(`the person left a mask of which ${right} is right`);
    }
    const kinds = { keys: 0, clicks: 0, drags: 0 };
    for (const kind of ACTION_KINDS) kinds[kind] = hand.done[kind] - before[kind];
    efforts[part] = { actions: hand.actions - actions, travel: hand.travel - travel, kinds };
  }
  return { ...(efforts as Efforts), right };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const total = (efforts: Efforts, what: 'actions' | 'travel'): number =>
  PARTS.reduce((sum, part) => sum + efforts[part][what], 0);

export const bench: Bench = {
  name: 'annotator',
  about: `a simulated person corrects the ten tasks of ${FACES} rendered faces, and labels them from nothing`,
  async run() {
    const renderer = createRenderer();
    const corrected: (Efforts & { right: number })[] = [];
    const labelled: (Efforts & { right: number })[] = [];
    for (let seed = 1; seed <= FACES; seed++) {
      const { truth, labels } = renderer.renderFace({ seed: 70_000 + seed }, { size: SIDE });
      const values = annotationsOf(truth, labels, { width: SIDE, height: SIDE });
      const annotations = values.map(
        (value): Annotation => ({ ...perturbed(value, namedRandom(seed, value.task)), origin: BY, confidence: 0.8 }),
      );
      const face: Face = {
        id: FaceId.parse(1),
        image: IMAGE.id,
        box: truth.box,
        score: 0.9,
        origin: BY,
        review: 'open',
        skipped: false,
        flag: null,
        revision: 0,
        annotations,
      };
      corrected.push(await label(face, values));
      labelled.push(await label({ ...face, annotations: [] }, values));
    }
    const figure = (
      name: string,
      unit: string,
      read: (efforts: Efforts & { right: number }) => number,
      note?: string,
    ) =>
      measurement(
        name,
        mean(corrected.map(read)),
        unit,
        { what: 'labelling from nothing', value: mean(labelled.map(read)) },
        note,
      );
    const percent = (list: typeof corrected) => (100 * mean(list.map(({ right }) => right))).toFixed(2);
    const quality = `mask cells right in the end: ${percent(corrected)} %, from nothing ${percent(labelled)} %`;
    const results: Measurement[] = [
      figure('actions a face', 'actions', (efforts) => total(efforts, 'actions'), `aim: a tenth; ${quality}`),
      figure('pointer travel a face', 'px', (efforts) => total(efforts, 'travel')),
    ];
    for (const part of PARTS) {
      const each = ACTION_KINDS.map(
        (kind) => [kind, mean(corrected.map((efforts) => efforts[part].kinds[kind]))] as const,
      );
      const kinds = each.filter(([, count]) => count > 0).map(([kind, count]) => `${count.toFixed(2)} ${kind}`);
      results.push(figure(`actions, ${part}`, 'actions', (efforts) => efforts[part].actions, kinds.join(', ')));
      if (mean(labelled.map((efforts) => efforts[part].travel)) > 0)
        results.push(figure(`pointer travel, ${part}`, 'px', (efforts) => efforts[part].travel));
    }
    return results;
  },
};
