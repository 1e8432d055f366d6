/** Every key that means something now, by section. */
import { SECTIONS } from '../actions/action.ts';
import { actionsInForce } from '../actions/use-actions.ts';
import { Dialog } from '../components/dialog.tsx';
import { Keycaps } from '../components/keycaps.tsx';
import { strings } from '../strings/strings.ts';
import './key-list.css';

export function KeyList({ close }: { close(): void }) {
  const actions = actionsInForce().filter((action) => action.keys.length > 0);
  return (
    <Dialog title={strings.actions.keys} width={880} onClose={close}>
      <div className="key-list scroll">
        {SECTIONS.map((section) => {
          const items = actions.filter((action) => action.section === section);
          if (items.length === 0) return null;
          return (
            <section key={section}>
              <h3>{strings.actions.sections[section]}</h3>
              <dl>
                {items.map((action) => (
                  <div key={action.id}>
                    <dt>{action.label}</dt>
                    <dd>
                      {action.keys.map((key) => (
                        <Keycaps key={key} combination={key} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
