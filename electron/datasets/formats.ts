/** The one table of dataset formats. To add one, see the README of this folder. */
import type { FormatName } from '../shared/domain/dataset.ts';
import type { Format } from './format.ts';
import { native } from './formats/native.ts';

export const FORMATS = { native } as const satisfies Record<FormatName, Format>;
