/** A group of faces that look like one person: leave out who is somebody else, then name the rest. */
import { UserX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { FaceId } from '../../electron/shared/domain/ids.ts';
import type { FaceGroup } from '../../electron/shared/domain/people.ts';
import { runAction } from '../actions/run.ts';
import { actionById } from '../actions/use-actions.ts';
import { call, cropUrl } from '../api.ts';
import { Button } from '../components/button.tsx';
import { fileName } from '../format.ts';
import { useNavigation } from '../state/navigation.ts';
import { attempt, showToast } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';

const words = strings.people;
/** Side of a thumbnail that the core makes, in pixels: sharp on a screen of twice the density. */
const THUMBNAIL = 128;

/** Names the faces and takes those of somebody else out of their group. Undo gives the names back. */
async function namePerson(name: string, faces: readonly FaceId[], others: readonly FaceId[]): Promise<void> {
  if (others.length > 0) await call('people.part', { faces: [...others] });
  const count = await call('people.name', { faces: [...faces], name });
  const undo = actionById('edit.undo');
  showToast({
    level: 'info',
    message: words.named(name, count),
    ...(undo && { action: { label: strings.actions.undo, run: () => runAction(undo) } }),
  });
}

/** The next group's field, so that one group after the other is named without a pointer. */
function focusNext(form: HTMLFormElement): void {
  const next = form.closest('li')?.nextElementSibling?.querySelector<HTMLInputElement>('input');
  next?.focus({ preventScroll: true });
}

interface MemberProps {
  row: FaceGroup['faces'][number];
  out: boolean;
  toggle(): void;
}

function Member({ row, out, toggle }: MemberProps) {
  const { go } = useNavigation.getState();
  const file = fileName(row.path);
  return (
    <li>
      <button
        type="button"
        className="people-face"
        aria-pressed={!out}
        aria-label={out ? words.leftOut(file) : words.inGroup(file)}
        data-tip={words.faceTip}
        onClick={toggle}
        onDoubleClick={() => go({ name: 'editor', image: row.image, face: row.id })}
      >
        <img src={cropUrl(row.hash, row.box, THUMBNAIL)} alt="" loading="lazy" draggable={false} />
        {out && <UserX aria-hidden />}
      </button>
    </li>
  );
}

export function PersonGroup({ group: { faces, more, maybe }, names }: { group: FaceGroup; names: string }) {
  const [name, setName] = useState('');
  const [out, setOut] = useState<ReadonlySet<FaceId>>(new Set());
  const [busy, setBusy] = useState(false);
  const toggle = (face: FaceId) =>
    setOut((before) => new Set(before.has(face) ? [...before].filter((id) => id !== face) : [...before, face]));
  const meant = faces.filter(({ id }) => !out.has(id)).map(({ id }) => id);
  const others = faces.filter(({ id }) => out.has(id)).map(({ id }) => id);
  const give = async (given: string, form: HTMLFormElement): Promise<void> => {
    focusNext(form);
    setBusy(true);
    await attempt(() => namePerson(given, meant, others));
    setBusy(false);
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (name.trim() !== '') void give(name.trim(), event.currentTarget);
  };
  return (
    <li className="panel people-group" aria-label={words.group(faces.length + more)}>
      <form onSubmit={submit}>
        <strong>{words.group(faces.length + more)}</strong>
        {maybe && (
          <Button
            look="quiet"
            tip={words.maybeTip(maybe.name)}
            disabled={busy || meant.length === 0}
            onClick={(event) => void give(maybe.name, event.currentTarget.form!)}
          >
            {words.maybe(maybe.name, maybe.likeness.toFixed(2))}
          </Button>
        )}
        <span className="evaluate-space" />
        <input
          className="input"
          list={names}
          maxLength={200}
          aria-label={strings.labels.name}
          placeholder={strings.labels.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={busy || name.trim() === '' || meant.length === 0}>
          {words.name(meant.length)}
        </Button>
      </form>
      <ul className="people-faces">
        {faces.map((row) => (
          <Member key={row.id} row={row} out={out.has(row.id)} toggle={() => toggle(row.id)} />
        ))}
      </ul>
      {more > 0 && <p className="insight-about">{words.more(more)}</p>}
    </li>
  );
}
