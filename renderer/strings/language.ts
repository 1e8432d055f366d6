/**
 * The language of the window. It is read once, before anything is drawn, so that strings are plain constants; another
 * choice loads the window anew. Like the theme, the choice is also kept where it can be read before the first answer.
 */
import type { Settings } from '../../electron/shared/domain/project.ts';

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'language';
/** What a language is called in the attribute `lang`, and by `Intl`. */
const TAGS: Record<Language, string> = { en: 'en', zh: 'zh-Hans' };

const storage = (): Storage | undefined => (typeof localStorage === 'undefined' ? undefined : localStorage);

/** The language meant by a choice, where the system's stands first on `preferred`, such as `zh-CN`. */
export function languageOf(choice: string | null, preferred: readonly string[]): Language {
  const chosen = LANGUAGES.find((language) => language === choice);
  if (chosen) return chosen;
  // Of Chinese, only the simplified script is spoken here.
  const simplified = (tag: string) => /^zh/i.test(tag) && !/hant|tw|hk|mo/i.test(tag);
  const known = preferred.find((tag) => simplified(tag) || /^en/i.test(tag));
  return known !== undefined && simplified(known) ? 'zh' : 'en';
}

const preferred = (): readonly string[] => (typeof document === 'undefined' ? [] : navigator.languages);

export const language: Language = languageOf(storage()?.getItem(KEY) ?? null, preferred());

/** For numbers, dates and the document. */
export const languageTag = TAGS[language];

/** Keeps the choice, and loads the window anew where it means another language than the one that is shown. */
export function showLanguage(choice: Settings['language']): void {
  storage()?.setItem(KEY, choice);
  if (languageOf(choice, preferred()) !== language) location.reload();
}
