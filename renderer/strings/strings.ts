/** Everything the window says, in the language that it is shown in. */
import { en } from './en/en.ts';
import { type Language, language } from './language.ts';
import { zh } from './zh/zh.ts';

export type Strings = typeof en;

export const TABLES: Record<Language, Strings> = { en, zh };

export const strings: Strings = TABLES[language];
