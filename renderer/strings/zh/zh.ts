/** Simplified Chinese. */
import type { en } from '../en/en.ts';
import { actions } from './actions.ts';
import { checks } from './checks.ts';
import { datasets } from './datasets.ts';
import { editor } from './editor.ts';
import { firstRun } from './first-run.ts';
import { gallery } from './gallery.ts';
import { history } from './history.ts';
import { insight } from './insight.ts';
import { jobs } from './jobs.ts';
import { keys } from './keys.ts';
import { labels } from './labels.ts';
import { measured } from './measured.ts';
import { models } from './models.ts';
import { people } from './people.ts';
import { projects } from './projects.ts';
import { review } from './review.ts';
import { rounds } from './rounds.ts';
import { settings } from './settings.ts';
import { times } from './times.ts';
import { tools } from './tools.ts';
import { vocabulary } from './vocabulary.ts';
import { wall } from './wall.ts';
import { window } from './window.ts';

export const zh = {
  actions,
  checks,
  datasets,
  editor,
  firstRun,
  gallery,
  history,
  insight,
  jobs,
  keys,
  labels,
  measured,
  models,
  people,
  projects,
  review,
  rounds,
  settings,
  times,
  tools,
  vocabulary,
  wall,
  window,
} satisfies typeof en;
