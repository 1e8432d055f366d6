/** English: the language that the others are translated from. One file an area. */
import { actions } from './actions.ts';
import { checks } from './checks.ts';
import { datasets } from './datasets.ts';
import { firstRun } from './first-run.ts';
import { insight } from './insight.ts';
import { keys } from './keys.ts';
import { labels } from './labels.ts';
import { measured } from './measured.ts';
import { review } from './review.ts';
import { rounds } from './rounds.ts';
import { settings } from './settings.ts';
import { tools } from './tools.ts';
import { vocabulary } from './vocabulary.ts';
import { wall } from './wall.ts';

export const en = {
  actions,
  checks,
  datasets,
  firstRun,
  insight,
  keys,
  labels,
  measured,
  review,
  rounds,
  settings,
  tools,
  vocabulary,
  wall,
};
