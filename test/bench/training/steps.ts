/** The steps that are measured: the released decoder on kept features, the whole released network, the starter. */
import type { PresetName } from '../../../models/facexformer/config.ts';
import type { TrainingOptions } from '../../../models/programs.ts';
import { RELEASED_LOSSES } from '../../models/training/step.ts';

export interface Step {
  readonly name: string;
  readonly preset: PresetName;
  readonly batch: number;
  readonly from: 'pixels' | 'features';
  readonly losses: TrainingOptions['losses'];
  /** Timed runs, after two that warm up. */
  readonly runs: number;
}

const STARTER_LOSSES: TrainingOptions['losses'] = {
  ...RELEASED_LOSSES,
  landmarks: { kind: 'smooth-l1', heatMaps: 0.25 },
  expression: {},
  identity: { classes: 100 },
};

const decoder = (batch: number): Step => ({
  name: `decoder, ${batch} at once`,
  preset: 'facexformer-released',
  batch,
  from: 'features',
  losses: RELEASED_LOSSES,
  runs: 9,
});

const starter = (batch: number): Step => ({
  name: `whole starter, ${batch} at once`,
  preset: 'facexformer-starter',
  batch,
  from: 'pixels',
  losses: STARTER_LOSSES,
  runs: 5,
});

export const STEPS: readonly Step[] = [
  ...[1, 4, 8].map(decoder),
  {
    name: 'whole released network, 1 at once',
    preset: 'facexformer-released',
    batch: 1,
    from: 'pixels',
    losses: RELEASED_LOSSES,
    runs: 5,
  },
  ...[8, 32].map(starter),
];
