/** Rendered faces for the ten-task network: cut about the box as a detector would draw it, a little off. */
import { ALIKE, personOf } from '../../electron/datasets/rendered/person.ts';
import { describePerson } from '../../electron/datasets/rendered/person-numbers.ts';
import { createRenderer } from '../../electron/datasets/rendered/renderer.ts';
import { annotationsOf } from '../../electron/datasets/rendered/truth.ts';
import { IMAGENET, toTensor } from '../../electron/imaging/tensor.ts';
import type { PhotoPart } from '../../electron/imaging/view.ts';
import type { AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import { normal, type Random, seededRandom } from '../../electron/shared/domain/random.ts';
import { drawLook, renderLook } from '../../electron/training/augment.ts';
import { targetsOf } from '../../electron/training/targets.ts';
import { PRESETS } from '../../models/facexformer/config.ts';
import { HARD, PEOPLE, PERSONS, PICTURES } from './recipes.ts';
import type { Examples } from './render-thread.ts';
import type { SupplyRequest } from './supply.ts';

interface Picture {
  part: PhotoPart;
  box: Box;
  labels: AnnotationValue[];
}

interface PersonRender {
  identity: number;
  pictures: Picture[];
}

/** How far a detector's box is off, as deviations: of its sides, and of its place as a share of them. */
const BOX_OFF = { side: 0.05, place: 0.035 };
/** What YuNet's boxes are to those of renders, its medians on photos: narrower, higher, and with more forehead. */
const YUNET = { width: 0.913, height: 1.082, up: 0.071 };

/**
 * The frame that proposals are made from (a quarter more on each side) of a box as detectors draw it: anywhere between the
 * renderer's and YuNet's, and a little off.
 */
function frameOf(box: Box, random: Random): Box {
  const way = 1.4 * random() - 0.2;
  const between = (factor: number): number => 1 + way * (factor - 1);
  const width = box.width * between(YUNET.width) * Math.exp(BOX_OFF.side * normal(random));
  const height = box.height * between(YUNET.height) * Math.exp(BOX_OFF.side * normal(random));
  const x = box.x + box.width / 2 + BOX_OFF.place * box.width * normal(random);
  const y = box.y + box.height / 2 + box.height * (BOX_OFF.place * normal(random) - way * YUNET.up);
  return { x: x - 0.75 * width, y: y - 0.75 * height, width: 1.5 * width, height: 1.5 * height };
}

export function faceExamples({ side, augmentation, seed }: SupplyRequest): Examples<PersonRender> {
  const config = PRESETS['facexformer-starter'];
  const renderer = createRenderer();
  const persons = seededRandom(seed + 1);
  const anyone = (): number => Math.floor(persons() * PEOPLE);
  const likeOf = (identity: number): number => (identity % ALIKE) + ALIKE * Math.floor((persons() * PEOPLE) / ALIKE);
  const tasks = new Set(config.tasks.map(({ task }) => task));
  const context = { config, poseLoss: 'chordal', people: new Map() } as const;

  const pictureOf = (identity: number, renderSeed: number): Picture => {
    const face = renderer.renderFace({ seed: renderSeed, identity, hard: persons() < HARD }, { size: side });
    const { width, height, pixels, truth } = face;
    const area = { x: 0, y: 0, width, height };
    return {
      part: { pixels: { width, height, channels: 3, data: pixels }, area },
      box: truth.box,
      labels: annotationsOf(truth, face.labels, area),
    };
  };
  const rowOf = ({ part, box, labels }: Picture, identity: number, random: Random) => {
    const look = drawLook(frameOf(box, random), config.size, augmentation, random);
    const pixels = toTensor(renderLook(part, look), IMAGENET);
    const compared = [identity, ...Array.from({ length: PERSONS - 1 }, () => likeOf(identity))];
    return {
      pixels,
      ...targetsOf(labels, look, tasks, context),
      'target.identity.persons': compared.flatMap((each) => describePerson(personOf(each))),
      'weight.identity': [1],
    };
  };

  return {
    pictures: PICTURES,
    render(renderSeed) {
      const identity = anyone();
      const seeds = Array.from({ length: PICTURES }, (_, picture) => PICTURES * renderSeed + picture);
      return { identity, pictures: seeds.map((each) => pictureOf(identity, each)) };
    },
    cut: ({ identity, pictures }, random) => pictures.map((picture) => rowOf(picture, identity, random)),
  };
}
