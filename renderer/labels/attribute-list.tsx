/** CelebA's forty attributes of a face: those that hold as chips, and all of them in a list. */
import { useState } from 'react';
import { ATTRIBUTES, type Attribute } from '../../electron/shared/domain/vocabulary.ts';
import type { LabelValue } from '../editor/labels.ts';
import { Confidence } from './label-row.tsx';
import { plainWords } from './words.ts';

type Attributes = LabelValue<'attributes'>;
type State = Attributes['states'][number];

interface Row {
  name: Attribute;
  state: State;
  probability: number | null;
}

export const rowsOf = ({ states, probabilities }: Attributes): Row[] =>
  ATTRIBUTES.map((name, at) => ({ name, state: states[at]!, probability: probabilities?.[at] ?? null }));

export function AttributeList({ value }: { value: Attributes }) {
  const [all, setAll] = useState(false);
  const rows = rowsOf(value);
  const holding = rows.filter(({ state }) => state === 'yes');
  return (
    <div className="attributes">
      {holding.length > 0 && !all && (
        <ul className="chips" aria-label="Attributes that hold">
          {holding.map(({ name, probability }) => (
            <li key={name} data-tip={probability === null ? undefined : `Probability ${probability.toFixed(2)}`}>
              {plainWords(name)}
            </li>
          ))}
        </ul>
      )}
      {all && (
        <ul className="attribute-rows" aria-label="All attributes">
          {rows.map(({ name, state, probability }) => (
            <li key={name} data-state={state}>
              <span className="ellipsis">{plainWords(name)}</span>
              <span className="attribute-state">{state}</span>
              {probability !== null && <Confidence value={probability} />}
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="label-more" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? 'Only those that hold' : `All ${rows.length}`}
      </button>
    </div>
  );
}
