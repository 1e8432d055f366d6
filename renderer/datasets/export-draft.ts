/** An export as a form has it, on its way to a wish. */
import type {
  ClassList,
  Content,
  ExportRequest,
  FormatFacts,
  FormatName,
} from '../../electron/shared/domain/dataset.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { NO_SPLIT, type SplitDraft, splitRuleOf } from './split-fields.tsx';

export const REVIEWS = ['accepted', 'unrejected', 'all'] as const;

const PRIVACIES = {
  none: null,
  plain: { names: false, blur: false },
  clean: { names: true, blur: false },
  blurred: { names: true, blur: true },
} as const satisfies Record<string, ExportRequest['privacy']>;
export type PrivacyName = keyof typeof PRIVACIES;
export const PRIVACY_NAMES = Object.keys(PRIVACIES) as PrivacyName[];

export interface ExportDraft {
  format: FormatName;
  options: Record<string, string>;
  content: Content;
  /** Of pictures of faces, in pixels. */
  size: number;
  /** Around faces, in percent of their boxes. */
  margin: number;
  aligned: boolean;
  review: ExportRequest['review'];
  tasks: readonly Task[];
  classes: ClassList;
  split: SplitDraft;
  privacy: PrivacyName;
  confidence: number;
  title: string;
  licence: string;
}

export const NEW_EXPORT: ExportDraft = {
  format: 'native',
  options: {},
  content: 'photos',
  size: 512,
  margin: 50,
  aligned: false,
  review: 'unrejected',
  tasks: TASKS,
  classes: 'as-is',
  split: NO_SPLIT,
  privacy: 'none',
  confidence: 0,
  title: '',
  licence: '',
};

/** Another format has other options, and pictures of its own kind. */
export const withFormat = (format: FormatName, { unit }: FormatFacts): Partial<ExportDraft> => ({
  format,
  options: {},
  content: unit === 'face' ? 'crops' : 'photos',
});

/** Null while something is missing or contradicts itself. */
export function requestOf(draft: ExportDraft, folder: string): (ExportRequest & { kind: 'export' }) | null {
  const { size, margin, aligned, tasks, split: splitDraft, privacy, ...rest } = draft;
  const split = splitRuleOf(splitDraft);
  if (folder.trim() === '' || split === null || tasks.length === 0) return null;
  return {
    kind: 'export',
    folder,
    ...rest,
    crop: { size, margin: margin / 100, aligned },
    tasks: tasks.length === TASKS.length ? 'all' : [...tasks],
    split,
    privacy: PRIVACIES[privacy],
  };
}
