/** How strongly the layers are drawn: what the tool in hand does not change steps back, so that its own is seen. */
import type { LayerName } from '../editor/layers.ts';
import type { ToolName } from '../editor/state.ts';

/** In [0, 1]. */
type Strengths = Readonly<Record<Exclude<LayerName, 'boxes'>, number>>;

const ALL: Strengths = { masks: 1, landmarks: 1, pose: 1 };
const MASKS: Strengths = { masks: 1, landmarks: 0.4, pose: 0.25 };
const POINTS: Strengths = { masks: 0.4, landmarks: 1, pose: 0.25 };
const POSE: Strengths = { masks: 0.4, landmarks: 0.4, pose: 1 };

export const STRENGTHS: Readonly<Record<ToolName, Strengths>> = {
  select: ALL,
  'draw-box': ALL,
  pan: ALL,
  brush: MASKS,
  eraser: MASKS,
  polygon: MASKS,
  lasso: MASKS,
  fill: MASKS,
  wand: MASKS,
  pull: MASKS,
  restore: MASKS,
  points: POINTS,
  pose: POSE,
};
