/** Every action that can be done now, found by typing. */

import { Command } from 'cmdk';
import { useEffect, useRef } from 'react';
import { isEnabled, SECTIONS } from '../actions/action.ts';
import { shownKey } from '../actions/bindings.ts';
import { runAction } from '../actions/run.ts';
import { actionsInForce } from '../actions/use-actions.ts';
import { Dialog } from '../components/dialog.tsx';
import { Keycaps } from '../components/keycaps.tsx';
import { strings } from '../strings/strings.ts';
import './command-palette.css';

export function CommandPalette({ close }: { close(): void }) {
  const actions = actionsInForce().filter(
    (action) => !action.keyOnly && action.id !== 'help.palette' && isEnabled(action),
  );
  const input = useRef<HTMLInputElement>(null);
  // The dialog puts the focus on the first thing that can have it, which is the list as a whole.
  useEffect(() => input.current?.focus(), []);
  return (
    <Dialog title={strings.actions.palette} bare width={560} onClose={close}>
      <Command label={strings.actions.commands} loop className="palette">
        <Command.Input className="palette-input" placeholder={strings.actions.paletteHint} ref={input} />
        <Command.List className="palette-list scroll">
          <Command.Empty className="palette-empty">{strings.actions.paletteEmpty}</Command.Empty>
          {SECTIONS.map((section) => {
            const items = actions.filter((action) => action.section === section);
            if (items.length === 0) return null;
            return (
              <Command.Group key={section} heading={strings.actions.sections[section]}>
                {items.map((action) => (
                  <Command.Item
                    key={action.id}
                    value={`${action.label} ${action.id}`}
                    keywords={[section]}
                    onSelect={() => {
                      close();
                      runAction(action);
                    }}
                  >
                    {action.label}
                    {shownKey(action) && <Keycaps combination={shownKey(action)!} />}
                  </Command.Item>
                ))}
              </Command.Group>
            );
          })}
        </Command.List>
      </Command>
    </Dialog>
  );
}
