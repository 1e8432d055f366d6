/** The queue: its order, one face at a time or the whole photo, how much is left, and at what pace it goes. */

import { ScanFace } from 'lucide-react';
import { memo } from 'react';
import { CHECK_NAMES } from '../../electron/shared/domain/checks/checks.ts';
import {
  CHECKS,
  checkFacet,
  confidenceFacet,
  DOUBT,
  FLAGGED,
  labelFacet,
  PEOPLE,
} from '../../electron/shared/domain/facet.ts';
import { TASKS } from '../../electron/shared/domain/vocabulary.ts';
import type { Action } from '../actions/action.ts';
import { shownKey } from '../actions/bindings.ts';
import { IconButton } from '../components/button.tsx';
import { Progress } from '../components/progress.tsx';
import { formatCount, formatDuration } from '../format.ts';
import { useCall } from '../queries.ts';
import { paceOf, usePace } from '../state/pace.ts';
import { PHOTOS, queueQuery, SKIPPED, useQueue } from '../state/queue.ts';
import { strings } from '../strings/strings.ts';
import './queue-bar.css';

const words = strings.review;
const PERSON = labelFacet('identity', '');

/** Persons listed for a queue of their own. */
const MOST_PERSONS = 200;

const ORDERS: readonly { order: string; label: string }[] = [
  { order: PHOTOS, label: words.orders.photos },
  { order: DOUBT, label: words.orders.doubt },
  { order: CHECKS, label: words.orders.checks },
  { order: PEOPLE, label: words.orders.people },
  { order: FLAGGED, label: words.orders.flagged },
  { order: SKIPPED, label: words.orders.skipped },
];

function Orders({ order, choose }: { order: string; choose(order: string): void }) {
  const persons = useCall('facets.list', { prefix: PERSON, limit: MOST_PERSONS }).data ?? [];
  return (
    <select
      className="select"
      aria-label={words.order}
      data-tip={words.order}
      value={order}
      onChange={(event) => {
        choose(event.currentTarget.value);
        event.currentTarget.blur();
      }}
    >
      {ORDERS.map((entry) => (
        <option key={entry.order} value={entry.order}>
          {entry.label}
        </option>
      ))}
      <optgroup label={words.byTask}>
        {TASKS.map((task) => (
          <option key={task} value={confidenceFacet(task)}>
            {strings.labels.tasks[task]}
          </option>
        ))}
      </optgroup>
      <optgroup label={words.byCheck}>
        {CHECK_NAMES.map((check) => (
          <option key={check} value={checkFacet(check)}>
            {strings.checks.names[check]}
          </option>
        ))}
      </optgroup>
      {persons.length > 0 && (
        <optgroup label={words.byPerson}>
          {persons.map(({ facet }) => (
            <option key={facet} value={facet}>
              {facet.slice(PERSON.length)}
            </option>
          ))}
        </optgroup>
      )}
    </select>
  );
}

/** How many faces an order still holds. */
function useLeft(order: string): number | undefined {
  const query = queueQuery(order) ?? { facet: DOUBT, standing: 'open' as const };
  return useCall('facets.page', { ...query, offset: 0, limit: 1 }).data?.total;
}

export const QueueBar = memo(function QueueBar({ start, oneFaceAction }: { start(): void; oneFaceAction: Action }) {
  const { order, oneFace, setOrder } = useQueue();
  const status = useCall('project.status').data;
  const left = useLeft(order);
  const pace = paceOf(usePace((state) => state.times));
  const facts = [
    ...(left === undefined ? [] : [words.left(formatCount(left))]),
    ...(pace === null ? [] : [words.pace(formatCount(Math.round(pace)))]),
    ...(pace === null || !left ? [] : [words.timeLeft(formatDuration((left / pace) * 3600))]),
  ];
  const judged = status ? status.accepted + status.rejected : 0;
  return (
    <section className="queue" aria-label={words.queue}>
      <div className="queue-order">
        <Orders
          order={order}
          choose={(next) => {
            setOrder(next);
            start();
          }}
        />
        <IconButton
          icon={ScanFace}
          label={oneFaceAction.label}
          shortcut={shownKey(oneFaceAction)}
          aria-pressed={oneFace}
          onClick={() => void oneFaceAction.run()}
        />
      </div>
      {status && status.faces > 0 && <Progress label={words.queue} done={judged} total={status.faces} />}
      <p className="queue-facts" role="status">
        {facts.join(' · ')}
      </p>
    </section>
  );
});
