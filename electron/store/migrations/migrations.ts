/** The steps of a project's file, in order. To change the format, add a file and a line; never edit a released step. */
import type { Migration } from '../migrate.ts';
import { photosAndFaces } from './0001-photos-and-faces.ts';
import { annotationsAndHistory } from './0002-annotations-and-history.ts';
import { materialAndCurvesOfRounds } from './0003-material-and-curves-of-rounds.ts';
import { review } from './0004-review.ts';
import { reportsAndSecret } from './0005-reports-and-secret.ts';
import { evaluations } from './0006-evaluations.ts';
import { spokenAnnotations } from './0007-spoken-annotations.ts';
import { facetCounts } from './0008-facet-counts.ts';
import { faceCounts } from './0009-face-counts.ts';
import { fingerprints } from './0010-fingerprints.ts';
import { personGroups } from './0011-person-groups.ts';
import { unsaidTasks } from './0012-unsaid-tasks.ts';
import { modelsOfFaces } from './0013-models-of-faces.ts';

export const MIGRATIONS: readonly Migration[] = [
  photosAndFaces,
  annotationsAndHistory,
  materialAndCurvesOfRounds,
  review,
  reportsAndSecret,
  evaluations,
  spokenAnnotations,
  facetCounts,
  faceCounts,
  fingerprints,
  personGroups,
  unsaidTasks,
  modelsOfFaces,
];
