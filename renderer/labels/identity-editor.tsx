/** Who a face is: typed with completion, taken from the face before, or from one that looks alike. */
import { UserX } from 'lucide-react';
import { useId } from 'react';
import type { Face } from '../../electron/shared/domain/face.ts';
import { labelFacet } from '../../electron/shared/domain/facet.ts';
import { cropUrl } from '../api.ts';
import { givePerson } from '../commands/give-person.ts';
import { IconButton } from '../components/button.tsx';
import { useDraft } from '../components/field.tsx';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import { useCall } from '../queries.ts';
import { useNavigation } from '../state/navigation.ts';
import { strings } from '../strings/strings.ts';

const words = strings.labels;
const PREFIX = labelFacet('identity', '');
/** Names that a list of completions holds, and faces that look alike. */
const MOST = { names: 500, alike: 8 };
/** Side of a thumbnail that the core makes, in pixels: sharp on a screen of twice the density. */
const THUMBNAIL = 128;

function Alike({ face, editor }: { face: Face; editor: Editor }) {
  const alike = useCall('faces.similar', { face: face.id, limit: MOST.alike }).data;
  if (!alike) return null;
  if (alike.length === 0) return <p className="label-text">{words.noSimilar}</p>;
  return (
    <ul className="alike" aria-label={words.similar}>
      {alike.map(({ row, likeness, label }) => (
        <li key={row.id}>
          <button
            type="button"
            aria-label={words.likeness(label, likeness.toFixed(2))}
            data-tip={words.likeness(label, likeness.toFixed(2))}
            onClick={() => {
              if (label !== null) givePerson(editor, face, label);
              else useNavigation.getState().go({ name: 'editor', image: row.image, face: row.id });
            }}
          >
            <img src={cropUrl(row.hash, row.box, THUMBNAIL)} alt="" draggable={false} />
            <small className="ellipsis">{label ?? likeness.toFixed(2)}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function IdentityEditor({ face, editor }: { face: Face; editor: Editor }) {
  const list = useId();
  const known = useCall('facets.list', { prefix: PREFIX, limit: MOST.names }).data ?? [];
  const current = labelOf(face, 'identity')?.value.label ?? '';
  const draft = useDraft(current, (name) => {
    const trimmed = name.trim();
    if (trimmed !== current) givePerson(editor, face, trimmed === '' ? null : trimmed);
  });
  return (
    <div className="identity">
      <div className="identity-name">
        <input
          className="input"
          type="text"
          list={list}
          maxLength={200}
          data-label-focus="identity"
          aria-label={words.name}
          placeholder={words.name}
          {...draft}
        />
        <datalist id={list}>
          {known.map(({ facet }) => (
            <option key={facet} value={facet.slice(PREFIX.length)} />
          ))}
        </datalist>
        <IconButton
          icon={UserX}
          label={words.forgetName}
          disabled={current === ''}
          onClick={() => givePerson(editor, face, null)}
        />
      </div>
      <Alike face={face} editor={editor} />
    </div>
  );
}
