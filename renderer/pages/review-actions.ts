/** What reviewing a face takes besides the verdicts: labels by key, flags, faces put off, the queue, what checks find. */
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import type { Action } from '../actions/action.ts';
import { givePerson } from '../commands/give-person.ts';
import { labelOf } from '../editor/labels.ts';
import { say } from '../editor/patches.ts';
import { acceptTask, chosen, flagFace, mend, otherAge } from '../editor/review-edits.ts';
import { selectedFace } from '../editor/state.ts';
import { acceptInHand, READING_ORDER } from '../editor/task-in-hand.ts';
import { askText } from '../state/dialogs.ts';
import { useLastPerson } from '../state/last-person.ts';
import { focusedTask, focusLabel } from '../state/open-labels.ts';
import { PHOTOS, useQueue } from '../state/queue.ts';
import { showToast } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import type { EditorSession } from './editor-session.ts';

const words = strings.review;

/** A task, and the key that puts the focus where digits or letters say it. */
const FOCUS: readonly { task: Task; key: string; label: string }[] = [
  { task: 'age', key: 'c', label: words.keyChoose(strings.labels.tasks.age) },
  { task: 'race', key: 'u', label: words.keyChoose(strings.labels.tasks.race) },
  { task: 'expression', key: 'j', label: words.keyChoose(strings.labels.tasks.expression) },
  { task: 'identity', key: 'i', label: words.keyName },
  { task: 'attributes', key: 't', label: words.keyAttributes },
];

export function reviewActions(session: Pick<EditorSession, 'editor' | 'skip' | 'goOn' | 'goBack'>): Action[] {
  const { editor } = session;
  const face = (): Face | null => selectedFace(editor.state);
  const hasFace = () => face() !== null;
  const inQueue = () => useQueue.getState().order !== PHOTOS;
  const onFace = (run: (face: Face) => void | Promise<void>) => () => {
    const selected = face();
    return selected ? run(selected) : undefined;
  };
  return [
    {
      id: 'face.skip',
      label: words.skip,
      section: 'Face',
      keys: ['Shift+Enter'],
      once: true,
      enabled: hasFace,
      run: () => session.skip(),
    },
    {
      id: 'face.flag',
      label: words.flagFace,
      section: 'Face',
      keys: ['Shift+f'],
      enabled: hasFace,
      run: onFace(async (selected) => {
        const comment = await askText(words.flag, words.flagComment, selected.flag ?? '', words.flag);
        if (comment !== null) editor.apply(flagFace(selected, comment));
      }),
    },
    {
      id: 'face.unflag',
      label: words.unflag,
      section: 'Face',
      keys: [],
      enabled: () => face()?.flag != null,
      run: onFace((selected) => editor.apply(flagFace(selected, null))),
    },
    {
      id: 'face.mend',
      label: strings.checks.fixAll,
      section: 'Face',
      keys: ['Shift+x'],
      enabled: hasFace,
      run: onFace((selected) => editor.apply(mend(selected, editor.state.person))),
    },
    {
      id: 'face.gender',
      label: words.keyGender,
      section: 'Face',
      keys: ['y'],
      enabled: hasFace,
      run: onFace((selected) => {
        const other = labelOf(selected, 'gender')?.value.label === 'male' ? 1 : 0;
        const label = chosen(selected, 'gender', other);
        editor.apply(label && say(selected, label, editor.state.person));
      }),
    },
    ...([1, -1] as const).map(
      (step): Action => ({
        id: step > 0 ? 'face.older' : 'face.younger',
        label: step > 0 ? words.keyOlder : words.keyYounger,
        section: 'Face',
        // Signs, not Page Up and Down: who scrolls the panel by these must not change an age.
        keys: [step > 0 ? '>' : '<'],
        enabled: hasFace,
        run: onFace((selected) => editor.apply(otherAge(selected, step, editor.state.person))),
      }),
    ),
    {
      id: 'face.accept-in-hand',
      label: words.acceptInHand,
      section: 'Face',
      keys: ['Alt+Enter'],
      enabled: hasFace,
      run() {
        const patch = acceptInHand(editor.state, focusedTask());
        if (patch) editor.apply(patch);
        else showToast({ level: 'info', message: words.nothingToAccept });
      },
    },
    ...READING_ORDER.map(
      (task): Action => ({
        id: `face.accept-${task}`,
        label: strings.labels.acceptTask(strings.labels.tasks[task]),
        section: 'Face',
        keys: [],
        enabled() {
          const selected = face();
          return selected !== null && acceptTask(selected, task, '') !== null;
        },
        run: onFace((selected) => editor.apply(acceptTask(selected, task, editor.state.person))),
      }),
    ),
    ...FOCUS.map(
      ({ task, key, label }): Action => ({
        id: `face.${task}`,
        label,
        section: 'Face',
        keys: [key],
        enabled: hasFace,
        run: () => focusLabel(task),
      }),
    ),
    {
      id: 'face.same-person',
      label: words.keySamePerson,
      section: 'Face',
      keys: ['Shift+i'],
      enabled: () => hasFace() && useLastPerson.getState().name !== null,
      run: onFace((selected) => givePerson(editor, selected, useLastPerson.getState().name)),
    },
    {
      id: 'queue.next',
      label: words.nextInQueue,
      section: 'Face',
      keys: ['.'],
      enabled: inQueue,
      run: () => session.goOn(),
    },
    {
      id: 'queue.previous',
      label: words.previousInQueue,
      section: 'Face',
      keys: [','],
      enabled: inQueue,
      run: () => session.goBack(),
    },
    {
      id: 'queue.one-face',
      label: words.oneFace,
      section: 'View',
      keys: ['Shift+z'],
      run: () => {
        const { oneFace, setOneFace } = useQueue.getState();
        setOneFace(!oneFace);
        if (!oneFace) editor.zoomToFace();
      },
    },
  ];
}
