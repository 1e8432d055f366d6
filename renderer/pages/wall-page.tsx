/** The attribute wall: one thing that can be said of faces over a grid of them, by score; whole screens changed by a key. */

import { LayoutGrid } from 'lucide-react';
import { useMemo } from 'react';
import { type FacetQuery, labelFacet, taskOfFacet } from '../../electron/shared/domain/facet.ts';
import { shownKey } from '../actions/bindings.ts';
import { useActions } from '../actions/use-actions.ts';
import { ActionButton } from '../components/button.tsx';
import { Empty } from '../components/empty.tsx';
import { Keycaps } from '../components/keycaps.tsx';
import { Segmented } from '../components/segmented.tsx';
import { Grid } from '../gallery/grid.tsx';
import { FilterBar } from '../gallery/toolbar.tsx';
import { facetSource, rowFromCursor, useHead } from '../gallery/use-rows.ts';
import { useSelection } from '../gallery/use-selection.ts';
import { useCall } from '../queries.ts';
import { askText } from '../state/dialogs.ts';
import { useGallery } from '../state/gallery.ts';
import { useNavigation } from '../state/navigation.ts';
import { attempt, showToast } from '../state/toasts.ts';
import { useWall } from '../state/wall.ts';
import { strings } from '../strings/strings.ts';
import { useStable } from '../use-stable.ts';
import { SUBJECTS, sayingsOf } from '../wall/subjects.ts';
import { useWallQuery } from '../wall/use-wall-query.ts';
import { wallActions } from '../wall/wall-actions.ts';
import { CAPTION, drawWallFace, wallName } from '../wall/wall-cell.tsx';
import { accepting, changeRows, saying, wallRows } from '../wall/wall-edits.ts';
import './gallery-page.css';
import './wall-page.css';

const words = strings.wall;
const PERSON = labelFacet('identity', '');

/** Persons listed as subjects. */
const MOST_PERSONS = 500;

const STANDING_CHOICES = (['open', 'here', 'accepted', 'skipped'] as const).map((value) => ({
  value,
  label: words.standings[value],
}));

function Subject({ facet }: { facet: string }) {
  const { change } = useWall.getState();
  const persons = useCall('facets.list', { prefix: PERSON, limit: MOST_PERSONS }).data ?? [];
  return (
    <select
      className="select wall-subject"
      aria-label={words.subject}
      data-tip={words.subject}
      value={facet}
      onChange={(event) => {
        change({ facet: event.currentTarget.value });
        event.currentTarget.blur();
      }}
    >
      {SUBJECTS.map(({ label, subjects }) => (
        <optgroup key={label} label={label}>
          {subjects.map((subject) => (
            <option key={subject.facet} value={subject.facet}>
              {subject.label}
            </option>
          ))}
        </optgroup>
      ))}
      {persons.length > 0 && (
        <optgroup label={words.people}>
          {persons.map((person) => (
            <option key={person.facet} value={person.facet}>
              {person.facet.slice(PERSON.length)}
            </option>
          ))}
        </optgroup>
      )}
    </select>
  );
}

function Filters({ query }: { query: FacetQuery }) {
  const { change } = useWall.getState();
  const total = useHead(facetSource(query)).data?.total;
  return (
    <FilterBar
      view="wall"
      shown={total === undefined ? '' : strings.window.faces(total)}
      descending={query.descending}
      onDescending={(descending) => change({ descending })}
    >
      <Subject facet={query.facet} />
      <Segmented
        label={words.standing}
        look="chips"
        value={query.standing as (typeof STANDING_CHOICES)[number]['value']}
        options={STANDING_CHOICES}
        onChange={(standing) => change({ standing })}
      />
    </FilterBar>
  );
}

export function WallPage() {
  const query = useWallQuery();
  const { facet } = query;
  const { go } = useNavigation.getState();
  const source = useMemo(() => facetSource(query), [query]);
  const selection = useSelection(source);
  useHead(source); // what can be done follows from whether there are faces
  const sayings = useMemo(() => sayingsOf(facet), [facet]);
  const draw = useMemo(() => drawWallFace(facet), [facet]);

  const rows = () => {
    if (selection.ids.size > 0) return wallRows(selection.ids);
    const row = rowFromCursor(source, useGallery.getState().place.wall.cursor, () => true);
    return row ? [row] : [];
  };
  const changeAll: (
    ...change: Parameters<typeof changeRows> extends [unknown, infer C] ? [C] : never
  ) => Promise<void> = async (change) => {
    const count = await attempt(() => changeRows(rows(), change));
    if (count === undefined) return;
    showToast({ level: 'info', message: count > 0 ? words.changed(count) : words.nothingChanged });
    selection.clear();
  };
  const commands = useStable({
    hasFaces: () => rows().length > 0,
    say: (said: (typeof sayings)[number]) => changeAll((row) => saying(row, said.say(row.annotation))),
    accept: () => changeAll(accepting),
    judge: () =>
      changeAll((row) => (row.review === 'accepted' ? null : { field: 'review', from: row.review, to: 'accepted' })),
    async name() {
      const name = await askText(words.nameThem, strings.labels.name, '', words.nameThem);
      if (name === null) return;
      await changeAll((row) => {
        const embedding = row.annotation?.task === 'identity' ? row.annotation.value.embedding : null;
        return saying(row, { task: 'identity', value: { label: name === '' ? null : name, embedding } });
      });
    },
  });
  const names = taskOfFacet(facet) === 'identity';
  const actions = useMemo(() => wallActions(commands, sayings, names), [commands, sayings, names]);
  useActions(actions);

  return (
    <main className="gallery" aria-label={words.title}>
      <Filters query={query} />
      <Grid
        view="wall"
        label={words.grid}
        source={source}
        selection={selection}
        draw={draw}
        caption={() => CAPTION}
        name={wallName(facet)}
        open={(row) => go({ name: 'editor', image: row.image, face: row.id })}
        empty={
          <Empty icon={LayoutGrid} title={words.noFaces}>
            {words.noFacesAbout}
          </Empty>
        }
      />
      <div className="wall-keys">
        <span role="status">{selection.ids.size > 0 ? words.selected(selection.ids.size) : words.help}</span>
        {actions.map((action) => (
          <span key={action.id} className="wall-key">
            {shownKey(action) && <Keycaps combination={shownKey(action)!} />}
            <ActionButton action={action} look="quiet" />
          </span>
        ))}
      </div>
    </main>
  );
}
