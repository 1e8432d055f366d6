/** The bars above a grid: what is shown, in which order and how large. */

import {
  ArrowDownNarrowWide,
  ArrowUpNarrowWide,
  FolderPlus,
  ImagePlus,
  Plus,
  ScanFace,
  Search,
  Sparkles,
  X,
} from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { shownKey } from '../actions/bindings.ts';
import { addFolderAction, addPhotosAction, findFacesAction, proposeLabelsAction } from '../actions/global-actions.ts';
import { runAction } from '../actions/run.ts';
import { ActionButton, IconButton } from '../components/button.tsx';
import { Keycaps } from '../components/keycaps.tsx';
import { Popover } from '../components/popover.tsx';
import { Segmented } from '../components/segmented.tsx';
import { type GridName, LARGEST_CELL, SMALLEST_CELL, useGallery, type View } from '../state/gallery.ts';
import { strings } from '../strings/strings.ts';
import './toolbar.css';

const words = strings.gallery;

const VIEW_CHOICES: readonly { value: View; label: string }[] = [
  { value: 'photos', label: words.photos },
  { value: 'faces', label: words.faces },
];

function AddButton() {
  const choices = [
    { action: addFolderAction, icon: FolderPlus },
    { action: addPhotosAction, icon: ImagePlus },
  ];
  const button = (
    <>
      <Plus aria-hidden />
      <span>{strings.actions.addPhotos}</span>
    </>
  );
  return (
    <Popover label={strings.actions.addPhotos} className="button button-plain" button={button}>
      {(close) => (
        <div className="popover-list">
          {choices.map(({ action, icon: Icon }) => (
            <button
              key={action.id}
              type="button"
              onClick={() => {
                close();
                runAction(action);
              }}
            >
              <Icon aria-hidden />
              {action.label}
              {shownKey(action) && <Keycaps combination={shownKey(action)!} />}
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}

interface TopBarProps {
  text: string;
  onText(text: string): void;
  filter: Ref<HTMLInputElement>;
  /** Photos that no detector has looked at. */
  unsearched: number;
}

export function TopBar({ text, onText, filter, unsearched }: TopBarProps) {
  const view = useGallery((state) => state.view);
  const { show } = useGallery.getState();
  return (
    <header className="toolbar">
      <Segmented label={words.view} value={view} options={VIEW_CHOICES} onChange={show} />
      <div className="search">
        <Search aria-hidden />
        <input
          ref={filter}
          type="text"
          className="input"
          aria-label={words.filterBy}
          placeholder={words.filterBy}
          spellCheck={false}
          value={text}
          maxLength={500}
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && text !== '') onText('');
            else if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
          }}
        />
        {text === '' ? (
          <Keycaps combination="/" />
        ) : (
          <IconButton icon={X} label={words.clearFilter} onClick={() => onText('')} />
        )}
      </div>
      <span className="toolbar-space" />
      <ActionButton action={findFacesAction} icon={ScanFace} look={unsearched > 0 ? 'primary' : 'plain'} />
      <ActionButton action={proposeLabelsAction} icon={Sparkles} label={words.propose} />
      <AddButton />
    </header>
  );
}

interface OrderProps<Sort extends string> {
  view: GridName;
  /** What the filters let through: «1,204 photos». */
  shown: string;
  /** Absent where there is one order only. */
  sort?: { by: Sort; choices: readonly { value: Sort; label: string }[]; change(sort: Sort): void };
  descending: boolean;
  onDescending(descending: boolean): void;
}

export function FilterBar<Sort extends string>({ children, ...order }: OrderProps<Sort> & { children: ReactNode }) {
  const { view, sort } = order;
  const cell = useGallery((state) => state.cell[view]);
  const { resize } = useGallery.getState();
  return (
    <div className="filters">
      {children}
      <span className="toolbar-space" />
      <span className="filters-shown" role="status">
        {order.shown}
      </span>
      {sort && (
        <select
          className="select"
          aria-label={words.sortBy}
          data-tip={words.sortBy}
          value={sort.by}
          onChange={(event) => sort.change(event.currentTarget.value as Sort)}
        >
          {sort.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
      <IconButton
        icon={order.descending ? ArrowDownNarrowWide : ArrowUpNarrowWide}
        label={words.descending}
        tip={order.descending ? words.descendingTip : words.ascendingTip}
        aria-pressed={order.descending}
        onClick={() => order.onDescending(!order.descending)}
      />
      <label className="cell-size" data-tip={words.thumbnailSize}>
        <span className="visually-hidden">{words.thumbnailSize}</span>
        <input
          className="range"
          type="range"
          min={SMALLEST_CELL}
          max={LARGEST_CELL}
          step={8}
          value={cell}
          onChange={(event) => resize(view, event.currentTarget.valueAsNumber)}
        />
      </label>
    </div>
  );
}
