/** Answers about rounds of training. */
import { curveOf, getRound, listRounds } from '../store/rounds.ts';
import type { HandlerTable } from './app.ts';

export const roundHandlers: HandlerTable<
  | 'rounds.list'
  | 'rounds.get'
  | 'rounds.material'
  | 'rounds.prepare'
  | 'rounds.estimate'
  | 'rounds.start'
  | 'rounds.package'
  | 'rounds.import'
  | 'rounds.promote'
  | 'rounds.rollback'
  | 'rounds.discard'
> = {
  'rounds.list': (app) => listRounds(app.project().store.db),
  'rounds.get': (app, { round }) => {
    const { db } = app.project().store;
    return { round: getRound(db, round), curve: curveOf(db, round) };
  },
  'rounds.material': (app, { recipe, faces }) => app.project().rounds.material(recipe, faces),
  'rounds.prepare': (app, input) => app.project().rounds.prepare(input),
  'rounds.estimate': (app, { round }) => app.project().rounds.estimate(round),
  'rounds.start': (app, { round }) => app.project().rounds.start(round),
  'rounds.package': (app, input) => app.project().rounds.package(input),
  'rounds.import': (app, input) => app.project().rounds.bringBack(input),
  'rounds.promote': (app, { round }) => app.project().rounds.promote(round),
  'rounds.rollback': (app, { round }) => app.project().rounds.rollBack(round),
  'rounds.discard': (app, { round }) => app.project().rounds.discard(round),
};
