/** CelebA's forty attributes of a face, by part of the face: found by typing, said by click or key. */
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Face } from '../../electron/shared/domain/face.ts';
import { excludedBy } from '../../electron/shared/domain/implications.ts';
import { ATTRIBUTES, type Attribute } from '../../electron/shared/domain/vocabulary.ts';
import type { Editor } from '../editor/editor.ts';
import { type LabelValue, labelOf } from '../editor/labels.ts';
import { sayAttribute } from '../editor/review-edits.ts';
import { strings } from '../strings/strings.ts';
import { ATTRIBUTE_GROUPS, type AttributeGroup } from './attribute-groups.ts';
import { Confidence } from './label-row.tsx';
import { plainWords } from './words.ts';

const words = strings.labels;

type State = LabelValue<'attributes'>['states'][number];
const STATES: readonly { state: State; sign: string; key: string }[] = [
  { state: 'yes', sign: '✓', key: 'y' },
  { state: 'no', sign: '✕', key: 'n' },
  { state: 'unknown', sign: '?', key: 'u' },
];

/** Closer to a coin's toss than this is uncertain. */
const UNCERTAIN = 0.25;

interface Row {
  name: Attribute;
  state: State;
  probability: number | null;
}

export const rowsOf = (value: LabelValue<'attributes'> | null): Row[] =>
  ATTRIBUTES.map((name, at) => ({
    name,
    state: value?.states[at] ?? 'unknown',
    probability: value?.probabilities?.[at] ?? null,
  }));

const isUncertain = ({ state, probability }: Row): boolean =>
  probability === null ? state === 'unknown' : Math.abs(probability - 0.5) < UNCERTAIN;

interface RowsProps {
  rows: readonly Row[];
  say(name: Attribute, state: State): void;
  /** Goes to the row above or below, or back to the photo. */
  leave(name: Attribute, step: -1 | 0 | 1): void;
  enter(name: Attribute): void;
}

const STEPS: Readonly<Record<string, -1 | 0 | 1>> = { ArrowUp: -1, ArrowDown: 1, Escape: 0 };

const tipOf = (name: Attribute): string => {
  const denied = excludedBy(name).map(plainWords);
  return denied.length === 0 ? words.attributeKeys : `${words.attributeKeys}. ${words.yesDenies(denied.join(', '))}`;
};

function StateChoice({ row: { name, state }, say, leave, enter }: { row: Row } & Omit<RowsProps, 'rows'>) {
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const said = STATES.find(({ key }) => key === event.key.toLowerCase())?.state;
    const step = STEPS[event.key];
    if (said) say(name, said);
    else if (step !== undefined) leave(name, step);
    else return;
    event.preventDefault();
  };
  return (
    <fieldset className="attribute-states" aria-label={plainWords(name)} data-tip={tipOf(name)}>
      {STATES.map((choice) => (
        <label key={choice.state}>
          <input
            type="radio"
            name={`attribute-${name}`}
            aria-label={words.attributeStates[choice.state]}
            checked={choice.state === state}
            onChange={() => say(name, choice.state)}
            onFocus={() => enter(name)}
            onKeyDown={press}
          />
          <span aria-hidden>{choice.sign}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Rows({ rows, ...commands }: RowsProps) {
  const byName = new Map(rows.map((row) => [row.name, row]));
  return (Object.keys(ATTRIBUTE_GROUPS) as AttributeGroup[]).map((group) => {
    const members = ATTRIBUTE_GROUPS[group].flatMap((name: Attribute) => byName.get(name) ?? []);
    if (members.length === 0) return null;
    return (
      <section key={group} className="attribute-group" aria-label={words.groups[group]}>
        <h4>{words.groups[group]}</h4>
        <ul>
          {members.map((row) => (
            <li key={row.name} data-state={row.state}>
              <span className="ellipsis">{plainWords(row.name)}</span>
              {row.probability !== null && <Confidence value={row.probability} />}
              <StateChoice row={row} {...commands} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

/** In the order in which they are shown. */
const ORDER: readonly Attribute[] = Object.values(ATTRIBUTE_GROUPS).flat();

export function AttributeList({ face, editor }: { face: Face; editor: Editor }) {
  const [text, setText] = useState('');
  const [onlyUncertain, setOnlyUncertain] = useState(false);
  const [cursor, setCursor] = useState<Attribute | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const fits = ({ name }: Row) => plainWords(name).toLowerCase().includes(text.trim().toLowerCase());
  const rows = rowsOf(labelOf(face, 'attributes')?.value ?? null).filter(
    (row) => fits(row) && (!onlyUncertain || isUncertain(row) || row.name === cursor),
  );
  const shown = ORDER.filter((name) => rows.some((row) => row.name === name));
  const say = (name: Attribute, state: State) => editor.apply(sayAttribute(face, name, state, editor.state.person));
  const focus = (index: number) => {
    const name = shown[Math.max(0, Math.min(shown.length - 1, index))];
    const target = list.current?.querySelector<HTMLElement>(`[name="attribute-${name}"]:checked`);
    target?.scrollIntoView({ block: 'nearest' });
    target?.focus();
  };
  const leave = (name: Attribute, step: -1 | 0 | 1) => {
    if (step !== 0) focus(shown.indexOf(name) + step);
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };

  return (
    <div className="attributes">
      <div className="attribute-search">
        <input
          type="search"
          className="input"
          data-label-focus="attributes"
          aria-label={words.searchAttributes}
          placeholder={words.searchAttributes}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'Enter') {
              event.preventDefault();
              focus(0);
            }
            if (event.key === 'Escape') {
              event.preventDefault();
              setText('');
              event.currentTarget.blur();
            }
          }}
        />
        <label className="attribute-filter">
          <input
            type="checkbox"
            checked={onlyUncertain}
            onChange={(event) => setOnlyUncertain(event.currentTarget.checked)}
          />
          {words.onlyUncertain}
        </label>
      </div>
      <div ref={list} className="attribute-list">
        <Rows rows={rows} say={say} leave={leave} enter={setCursor} />
        {rows.length === 0 && <p className="attribute-none">{words.noAttribute}</p>}
      </div>
    </div>
  );
}
