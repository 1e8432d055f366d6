/** The table of jobs, total over their kinds. */
import type { JobKind } from '../shared/domain/job.ts';
import { annotateFaces } from './annotate-faces.ts';
import { detectFaces } from './detect-faces.ts';
import { drawSample } from './draw-sample.ts';
import { evaluateModel } from './evaluate-model.ts';
import { exportDataset } from './export-dataset.ts';
import { importLabels } from './import-labels.ts';
import { importPhotos } from './import-photos.ts';
import { importRound } from './import-round.ts';
import type { JobRun } from './job-run.ts';
import { packageRound } from './package-round.ts';
import { trainRound } from './train-round.ts';

export const JOBS = {
  sample: drawSample,
  import: importPhotos,
  detect: detectFaces,
  annotate: annotateFaces,
  export: exportDataset,
  'import-labels': importLabels,
  evaluate: evaluateModel,
  train: trainRound,
  package: packageRound,
  'import-round': importRound,
} as const satisfies {
  [K in JobKind]: JobRun<K>;
};
