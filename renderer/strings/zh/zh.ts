/** Simplified Chinese. */
import type { en } from '../en/en.ts';
import { actions } from './actions.ts';
import { settings } from './settings.ts';

export const zh = { actions, settings } satisfies typeof en;
