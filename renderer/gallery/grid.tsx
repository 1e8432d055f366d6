/** A grid over a list of any length: only the cells in sight exist, and only their rows are asked for. */
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  memo,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useActions } from '../actions/use-actions.ts';
import { LoadProblem } from '../components/load-problem.tsx';
import { type GridName, useGallery } from '../state/gallery.ts';
import { attempt } from '../state/toasts.ts';
import { useStable } from '../use-stable.ts';
import { type GridCommands, gridActions } from './grid-actions.ts';
import { GAP, layOut, moveTo, rectangle } from './layout.ts';
import { type Source, useHead, useRows } from './use-rows.ts';
import type { Selection } from './use-selection.ts';
import './grid.css';

/** Above the first line and below the last, in CSS pixels. */
const PADDING = 12;
/** Lines kept on each side of what is in sight. */
const OVERSCAN = 3;

const NONE: ReadonlySet<number> = new Set();

type Draw<Row> = (row: Row, width: number) => ReactNode;

interface GridProps<Row> {
  view: GridName;
  label: string;
  source: Source<Row>;
  selection: Selection;
  /** Draws a row; the same function each time, or every cell is drawn anew. */
  draw: Draw<Row>;
  /** Height under the picture in a cell of this size. */
  caption(cell: number): number;
  /** What assistive technology calls a row. */
  name(row: Row): string;
  open(row: Row): void;
  /** In the place of a list without rows. */
  empty: ReactNode;
}

/** The width inside an element's padding, as it changes. */
function useWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

const Drawn = memo(({ row, width, draw }: { row: unknown; width: number; draw: Draw<never> }) =>
  draw(row as never, width),
);

export function Grid<Row extends { id: number }>({ view, label, source, selection, ...props }: GridProps<Row>) {
  const id = useId();
  const [viewport, setViewport] = useState<HTMLDivElement | null>(null);
  const width = useWidth(viewport);
  const cell = useGallery((state) => state.cell[view]);
  const cursor = useGallery((state) => state.place[view].cursor);
  const { move } = useGallery.getState();

  const head = useHead(source);
  const total = head.data?.total ?? 0;
  const at = Math.min(cursor, Math.max(0, total - 1));
  const layout = layOut(width, cell, total, props.caption(cell));
  const { columns } = layout;
  const step = layout.height + GAP;

  const virtual = useVirtualizer({
    count: width > 0 ? Math.ceil(total / columns) : 0,
    getScrollElement: () => viewport,
    estimateSize: () => step,
    overscan: OVERSCAN,
    paddingStart: PADDING,
    paddingEnd: PADDING - GAP,
    scrollPaddingStart: PADDING,
    scrollPaddingEnd: PADDING,
  });
  const lines = virtual.getVirtualItems();
  const first = (lines[0]?.index ?? 0) * columns;
  const last = Math.min(total, ((lines.at(-1)?.index ?? -1) + 1) * columns) - 1;
  const rowAt = useRows(source, first, Math.max(first, last));

  // What was first in sight stays there when cells change their size, and is there again after a visit elsewhere.
  const shown = total > 0 && width > 0;
  useLayoutEffect(() => {
    virtual.measure();
    if (viewport && shown && source.key) viewport.scrollTop = (useGallery.getState().place[view].top / columns) * step;
  }, [virtual, viewport, shown, view, columns, step, source.key]);

  useEffect(() => viewport?.focus({ preventScroll: true }), [viewport]);

  // The cursor stays in sight wherever it is sent, except by the pointer: what is pressed must not slip away.
  const seen = useRef(cursor);
  useLayoutEffect(() => {
    if (seen.current !== cursor) virtual.scrollToIndex(Math.floor(cursor / columns), { align: 'auto' });
    seen.current = cursor;
  }, [virtual, cursor, columns]);

  const drag = useRef<{ start: number; before: ReadonlySet<number> } | null>(null);
  const commands = useStable<{ [Name in keyof GridCommands]: GridCommands[Name] }>({
    move(direction, extend) {
      const page = Math.max(1, Math.floor((viewport?.clientHeight ?? 0) / step));
      const target = moveTo(direction, at, total, columns, page);
      if (extend) void attempt(() => selection.extendTo(target, at));
      else selection.clear();
      move(view, { cursor: target });
    },
    open() {
      const row = rowAt(at);
      if (row) props.open(row);
    },
    toggle() {
      const row = rowAt(at);
      if (row) selection.toggle(row.id, at);
    },
    selectAll: () => void attempt(() => selection.all(total)),
    clear: () => selection.clear(),
    hasSelection: () => selection.ids.size > 0,
  });
  useActions(useMemo(() => gridActions(commands), [commands]));

  const point = (event: PointerEvent, index: number, row: Row): void => {
    if (event.button !== 0) return;
    if (event.shiftKey) void attempt(() => selection.extendTo(index, at));
    else if (event.ctrlKey || event.metaKey) selection.toggle(row.id, index);
    else selection.only(row.id, index);
    drag.current = event.shiftKey
      ? null
      : { start: index, before: event.ctrlKey || event.metaKey ? selection.ids : NONE };
    seen.current = index;
    move(view, { cursor: index });
  };

  /** The pointer is dragged over a cell: every cell of the rectangle from the first one it touched is selected. */
  const dragOver = (event: PointerEvent, index: number): void => {
    if (event.buttons !== 1 || event.shiftKey) return;
    // Pressed between the cells.
    drag.current ??= { start: index, before: event.ctrlKey || event.metaKey ? selection.ids : NONE };
    const inside = rectangle(drag.current.start, index, columns).flatMap((at) => rowAt(at)?.id ?? []);
    selection.these(new Set([...drag.current.before, ...inside]), drag.current.start);
  };

  if (head.isLoadingError) return <LoadProblem what={label} error={head.error} retry={() => void head.refetch()} />;
  if (head.data?.total === 0) return props.empty;

  const cells = lines.flatMap((line) =>
    Array.from({ length: Math.min(columns, total - line.index * columns) }, (_, column) => {
      const index = line.index * columns + column;
      const row = rowAt(index);
      const style = {
        width: layout.width,
        height: layout.height,
        translate: `${column * (layout.width + GAP)}px ${line.start}px`,
      };
      if (!row) return <div key={index} className="grid-cell grid-cell-waiting" style={style} />;
      return (
        <div
          key={index}
          id={`${id}-${index}`}
          role="option"
          aria-label={props.name(row)}
          aria-selected={selection.ids.has(row.id)}
          aria-posinset={index + 1}
          aria-setsize={total}
          className={index === at ? 'grid-cell grid-cell-cursor' : 'grid-cell'}
          style={style}
          tabIndex={-1}
          onPointerDown={(event) => point(event, index, row)}
          onPointerEnter={(event) => dragOver(event, index)}
          onDoubleClick={() => props.open(row)}
        >
          <Drawn row={row} width={layout.width} draw={props.draw as Draw<never>} />
        </div>
      );
    }),
  );
  return (
    <div
      ref={setViewport}
      className="grid scroll"
      role="listbox"
      aria-label={label}
      aria-multiselectable
      aria-activedescendant={at >= first && at <= last ? `${id}-${at}` : undefined}
      aria-busy={head.isPlaceholderData}
      tabIndex={0}
      onPointerDownCapture={() => {
        drag.current = null;
      }}
      onScroll={(event) => move(view, { top: (event.currentTarget.scrollTop / step) * columns })}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize() }}>
        {cells}
      </div>
    </div>
  );
}
