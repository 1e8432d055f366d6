/** Renders that nothing was trained on: other seeds, other persons, for both networks. */
import { createRenderer } from '../../electron/datasets/rendered/renderer.ts';
import { annotationsOf } from '../../electron/datasets/rendered/truth.ts';
import type { Pixels } from '../../electron/imaging/decode.ts';
import type { AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';

/** Far beyond every seed and person of a training. */
const FIRST = 2_000_000_000;

export interface HeldOutFace {
  photo: Pixels;
  box: Box;
  person: string;
  truths: AnnotationValue[];
}

/** @param pictures of each person, so that identity can be judged @param hard whether they are harder than photos mostly are */
export function heldOutFaces(count: number, pictures: number, side: number, hard = false): HeldOutFace[] {
  const renderer = createRenderer();
  return Array.from({ length: count }, (_, i) => {
    const identity = FIRST + Math.floor(i / pictures);
    const face = renderer.renderFace({ seed: FIRST + i, identity, hard }, { size: side });
    const { width, height, pixels, truth, labels } = face;
    return {
      photo: { width, height, channels: 3, data: pixels },
      box: truth.box,
      person: `person ${identity}`,
      truths: annotationsOf(truth, labels, { width, height }),
    };
  });
}

export interface HeldOutScene {
  photo: Pixels;
  faces: { box: Box; shown: number }[];
}

/** @param from how many scenes lie before the first: other scenes than those of another beginning */
export function heldOutScenes(count: number, size: { width: number; height: number }, from = 0): HeldOutScene[] {
  const renderer = createRenderer();
  return Array.from({ length: count }, (_, i) => {
    const { width, height, pixels, faces } = renderer.renderScene({ seed: FIRST + from + i, ...size });
    return {
      photo: { width, height, channels: 3, data: pixels },
      faces: faces.map(({ truth, shown }) => ({ box: truth.box, shown })),
    };
  });
}
