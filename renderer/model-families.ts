/** What kinds of models are called, and what a network of each preset holds. */
import { TASKS, type Task } from '../electron/shared/domain/vocabulary.ts';

export interface NetworkFacts {
  /** What it does not answer of the ten tasks. */
  missing: readonly Task[];
  parameters: number;
}

interface Family {
  name: string;
  network?: NetworkFacts;
}

export const FAMILIES: Readonly<Record<string, Family>> = {
  yunet: { name: 'YuNet' },
  ultraface: { name: 'UltraFace' },
  'lineament-detector': { name: 'Lineament’s own detector' },
  'facexformer-released': {
    name: 'FaceXFormer as published',
    network: { missing: ['expression', 'identity'], parameters: 91_984_151 },
  },
  'facexformer-ten': { name: 'FaceXFormer with ten tasks', network: { missing: [], parameters: 92_639_417 } },
  'facexformer-ten-convnext-b': {
    name: 'FaceXFormer with ten tasks on ConvNeXt-B',
    network: { missing: [], parameters: 93_462_657 },
  },
  'facexformer-ten-resnet-101': {
    name: 'FaceXFormer with ten tasks on ResNet-101',
    network: { missing: [], parameters: 48_995_265 },
  },
  'facexformer-ten-mobilenet': {
    name: 'FaceXFormer with ten tasks on MobileNetV2',
    network: { missing: [], parameters: 7_370_817 },
  },
  'facexformer-starter': { name: 'FaceXFormer in small', network: { missing: [], parameters: 2_153_155 } },
};

/** A family that the window does not know keeps the name that the core gives it. */
export const familyName = (family: string): string => FAMILIES[family]?.name ?? family;

/** `Answers 8 of 10 tasks, not expression and identity · 92.0 million parameters` */
export function networkWords({ missing, parameters }: NetworkFacts): string {
  const answers =
    missing.length === 0
      ? `Answers all ${TASKS.length} tasks`
      : `Answers ${TASKS.length - missing.length} of ${TASKS.length} tasks, not ${missing.join(' and ')}`;
  return `${answers} · ${(parameters / 1e6).toFixed(1)} million parameters`;
}
