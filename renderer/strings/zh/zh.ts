/** Simplified Chinese. */
import type { en } from '../en/en.ts';
import { actions } from './actions.ts';
import { measured } from './measured.ts';
import { settings } from './settings.ts';

export const zh = { actions, measured, settings } satisfies typeof en;
