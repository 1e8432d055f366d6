/** Who is who: groups of unnamed faces that look like one person, each named at once. */
import { useState } from 'react';
import { labelFacet } from '../../electron/shared/domain/facet.ts';
import { STRICTNESSES, type Strictness } from '../../electron/shared/domain/people.ts';
import { call } from '../api.ts';
import { Button } from '../components/button.tsx';
import { Segmented } from '../components/segmented.tsx';
import { useCall } from '../queries.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { PersonGroup } from './person-group.tsx';
import './people.css';

const words = strings.people;
const PREFIX = labelFacet('identity', '');
/** Groups shown at first and more at a time, and the most; names among the completions. */
const MOST = { atFirst: 10, shown: 200, names: 500 };
const NAMES = 'known-persons';

function KnownPersons() {
  const known = useCall('facets.list', { prefix: PREFIX, limit: MOST.names }).data ?? [];
  return (
    <datalist id={NAMES}>
      {known.map(({ facet }) => (
        <option key={facet} value={facet.slice(PREFIX.length)} />
      ))}
    </datalist>
  );
}

export function People() {
  const [limit, setLimit] = useState(MOST.atFirst);
  const [chosen, choose] = useState<Strictness | null>(null);
  const [finding, setFinding] = useState(false);
  const found = useCall('people.groups', { limit }).data;
  const strictness = chosen ?? found?.strictness ?? 'usual';
  const find = async (): Promise<void> => {
    setFinding(true);
    await attempt(() => call('people.find', { strictness }));
    setFinding(false);
  };
  return (
    <section aria-label={words.title} className="people">
      <h2>{words.title}</h2>
      <p className="insight-about">{words.about}</p>
      <div className="evaluate-bar">
        <Segmented
          label={words.strictness}
          value={strictness}
          options={STRICTNESSES.map((value) => ({
            value,
            label: words.strictnesses[value],
            tip: words.strictnessTips[value],
          }))}
          onChange={(value) => choose(value)}
        />
        <span className="people-count" role="status">
          {finding ? words.finding : found && found.total > 0 && words.groups(found.total, found.compared)}
        </span>
        <Button disabled={finding} onClick={() => void find()}>
          {found ? words.findAgain : words.find}
        </Button>
      </div>
      {found && found.total === 0 && !finding && <p className="insight-about">{words.none(found.compared)}</p>}
      {found && found.total > 0 && (
        <>
          <KnownPersons />
          <ul className="people-groups">
            {found.groups.map((group) => (
              <PersonGroup key={group.faces[0]!.id} group={group} names={NAMES} />
            ))}
          </ul>
          {found.total > found.groups.length && limit < MOST.shown && (
            <Button look="quiet" onClick={() => setLimit(Math.min(MOST.shown, limit + MOST.atFirst))}>
              {words.moreGroups}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
