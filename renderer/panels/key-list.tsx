/** Every key that means something now, by section. A press on a line's keys and then on a key gives it another one. */
import { RotateCcw } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { Settings } from '../../electron/shared/domain/project.ts';
import { type Action, SECTIONS } from '../actions/action.ts';
import { keysOf, rivalsOf, useBindings } from '../actions/bindings.ts';
import { pressNames } from '../actions/keys.ts';
import { actionsInForce, besides } from '../actions/use-actions.ts';
import { call } from '../api.ts';
import { Button, IconButton } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Keycaps } from '../components/keycaps.tsx';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import './key-list.css';

const words = strings.keys;

const save = (keyChanges: Settings['keyChanges']): void =>
  void attempt(async () => {
    useBindings.setState({ changes: (await call('settings.set', { keyChanges })).keyChanges });
  });

interface LineProps {
  action: Action;
  waiting: boolean;
  wait(waiting: boolean): void;
}

/** A press of modifiers alone is not over yet. */
const isModifier = (key: string): boolean => ['Control', 'Shift', 'Alt', 'Meta'].includes(key);

function Line({ action, waiting, wait }: LineProps) {
  const { changes } = useBindings();
  const keys = keysOf(action);
  const rivals = rivalsOf(action, besides(action));
  const take = (event: KeyboardEvent): void => {
    if (!waiting || isModifier(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    wait(false);
    if (event.key === 'Escape') return;
    const [name] = pressNames(event.nativeEvent);
    const cleared = event.key === 'Delete' || event.key === 'Backspace';
    if (name !== undefined) save({ ...changes, [action.id]: cleared ? [] : [name] });
  };
  const restore = () => {
    const { [action.id]: _, ...others } = changes;
    save(others);
  };
  return (
    <div data-clash={rivals.length > 0}>
      <dt>
        {action.label}
        {rivals.length > 0 && <small>{words.alsoMeans(rivals.map(({ label }) => label).join(', '))}</small>}
      </dt>
      <dd>
        {changes[action.id] && <IconButton icon={RotateCcw} label={words.restore(action.label)} onClick={restore} />}
        <button
          type="button"
          className="key-change"
          aria-label={words.change(action.label)}
          data-tip={words.changeHint}
          onClick={() => wait(!waiting)}
          onBlur={() => wait(false)}
          onKeyDown={take}
        >
          {waiting && <em role="status">{words.press}</em>}
          {!waiting && keys.length === 0 && <em>{words.none}</em>}
          {!waiting && keys.map((key) => <Keycaps key={key} combination={key} />)}
        </button>
      </dd>
    </div>
  );
}

export function KeyList({ close }: { close(): void }) {
  const [waiting, setWaiting] = useState<string | null>(null);
  const { changes } = useBindings();
  const [text, setText] = useState('');
  const actions = actionsInForce();
  const fits = ({ label }: Action) => label.toLowerCase().includes(text.trim().toLowerCase());
  const footer = Object.keys(changes).length > 0 && <Button onClick={() => save({})}>{words.restoreAll}</Button>;
  return (
    <Dialog title={strings.actions.keys} width={880} onClose={close} footer={footer}>
      <div className="key-list-about">
        <p>{words.about}</p>
        <input
          type="search"
          className="input"
          aria-label={words.search}
          placeholder={words.search}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <div className="key-list scroll">
        {SECTIONS.map((section) => {
          const items = actions.filter((action) => action.section === section && fits(action));
          if (items.length === 0) return null;
          return (
            <section key={section}>
              <h3>{strings.actions.sections[section]}</h3>
              <dl>
                {items.map((action) => (
                  <Line
                    key={action.id}
                    action={action}
                    waiting={waiting === action.id}
                    wait={(on) => setWaiting(on ? action.id : null)}
                  />
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
