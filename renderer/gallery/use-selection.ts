/** Which rows of a list are selected, by id, so that the list may change underneath. */
import { useState } from 'react';
import { showToast } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { readRows, type Source } from './use-rows.ts';

/** As many as one call changes at once. */
const MOST = 1000;
const NONE: ReadonlySet<number> = new Set();

export interface Selection {
  ids: ReadonlySet<number>;
  /** This row alone. */
  only(id: number, index: number): void;
  toggle(id: number, index: number): void;
  /** These rows, and no others; `anchor` is where a later extension begins. */
  these(ids: ReadonlySet<number>, anchor: number): void;
  /** Everything from the row selected first to this one; `from` is where it begins when nothing is selected yet. */
  extendTo(index: number, from: number): Promise<void>;
  all(total: number): Promise<void>;
  clear(): void;
}

interface State {
  /** The list that the ids are of. */
  key: string;
  ids: ReadonlySet<number>;
  anchor: number;
}

export function useSelection<Row extends { id: number }>(source: Source<Row>): Selection {
  const [state, setState] = useState<State>({ key: source.key, ids: NONE, anchor: 0 });
  const { ids, anchor } = state.key === source.key ? state : { ids: NONE, anchor: 0 };
  const set = (next: ReadonlySet<number>, from: number): void => setState({ key: source.key, ids: next, anchor: from });

  const range = async (from: number, to: number, keepAnchor: number): Promise<void> => {
    const last = Math.min(to, from + MOST - 1);
    if (last < to) showToast({ level: 'info', message: strings.gallery.mostSelected(MOST) });
    const rows = await readRows(source, from, last);
    set(new Set(rows.map(({ id }) => id)), keepAnchor);
  };

  return {
    ids,
    these: set,
    only: (id, index) => set(new Set([id]), index),
    toggle(id, index) {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      set(next, index);
    },
    extendTo(index, from) {
      const start = ids.size > 0 ? anchor : from;
      return range(Math.min(start, index), Math.max(start, index), start);
    },
    all: (total) => range(0, total - 1, 0),
    clear: () => set(NONE, anchor),
  };
}
