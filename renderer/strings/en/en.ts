/** English: the language that the others are translated from. One file an area. */
import { actions } from './actions.ts';
import { measured } from './measured.ts';
import { settings } from './settings.ts';

export const en = { actions, measured, settings };
