/** How a dataset is parted: not at all, by shares, or by lists of photos. */
import type { SplitRule } from '../../electron/shared/domain/dataset.ts';
import { SPLITS } from '../../electron/shared/domain/dataset.ts';
import { strings } from '../strings/strings.ts';
import { ChoiceField, NumberField, TextField } from './fields.tsx';

const words = strings.datasets;

/** A split on its way: what was typed for each way of splitting stays when another is looked at. */
export interface SplitDraft {
  by: SplitRule['by'];
  /** Percent to learn from, to choose by and to judge with. */
  percent: readonly [number, number, number];
  seed: number;
  /** Text files with a photo's path or name a line. */
  lists: readonly [string, string, string];
}

export const NO_SPLIT: SplitDraft = { by: 'none', percent: [80, 10, 10], seed: 1, lists: ['', '', ''] };

/** Null while the shares or lists make none. */
export function splitRuleOf({ by, percent, seed, lists }: SplitDraft): SplitRule | null {
  const total = percent.reduce((sum, share) => sum + share, 0);
  const [train = 0, val = 0, test = 0] = percent.map((share) => share / total);
  const [trainList = null, valList = null, testList = null] = lists.map((file) => file.trim() || null);
  switch (by) {
    case 'none':
      return { by };
    case 'ratio':
      return total > 0 ? { by, train, val, test, seed } : null;
    case 'lists':
      return trainList || valList || testList ? { by, train: trainList, val: valList, test: testList } : null;
  }
}

const WAYS = ['none', 'ratio', 'lists'] as const;

const replaced = <Of,>(of: readonly [Of, Of, Of], at: number, value: Of): [Of, Of, Of] =>
  of.with(at, value) as [Of, Of, Of];

export function SplitFields({ split, onChange }: { split: SplitDraft; onChange(split: SplitDraft): void }) {
  return (
    <>
      <ChoiceField
        label={words.split}
        value={split.by}
        choices={WAYS.map((by) => ({
          value: by,
          label: words.splits[by],
          ...(by === 'none' ? {} : { tip: words.splitAbout }),
        }))}
        onChange={(by) => onChange({ ...split, by })}
      />
      {split.by === 'ratio' && (
        <div className="dataset-row">
          {SPLITS.map((name, at) => (
            <NumberField
              key={name}
              label={words.sharePercent(words.parts[name])}
              min={0}
              max={100}
              value={split.percent[at]!}
              onChange={(share) => onChange({ ...split, percent: replaced(split.percent, at, Math.max(0, share)) })}
            />
          ))}
          <NumberField
            label={words.seed}
            step={1}
            value={split.seed}
            onChange={(seed) => onChange({ ...split, seed: Math.round(seed) })}
          />
        </div>
      )}
      {split.by === 'lists' &&
        SPLITS.map((name, at) => (
          <TextField
            key={name}
            isPath
            label={words.listOf(words.parts[name])}
            {...(at === 0 ? { about: words.listAbout } : {})}
            value={split.lists[at]!}
            onChange={(list) => onChange({ ...split, lists: replaced(split.lists, at, list) })}
          />
        ))}
    </>
  );
}
