/** A button with a panel of its own that closes by itself when the person turns to something else. */
import { type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react';
import './popover.css';

const GAP = 6;

interface PopoverProps {
  /** The panel's name for assistive technology. */
  label: string;
  className?: string;
  tip?: string | undefined;
  buttonLabel?: string | undefined;
  button: ReactNode;
  children(close: () => void): ReactNode;
}

export function Popover({ label, className = '', tip, buttonLabel, button, children }: PopoverProps) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const toggle = (event: ToggleEvent<HTMLDivElement>): void => setOpen(event.newState === 'open');
  // Measured while it opens: below the button where there is room, else above; never past the edges.
  const placePanel = (): void => {
    const node = panel.current;
    const at = anchor.current?.getBoundingClientRect();
    if (!node || !at) return;
    const below = at.bottom + GAP + node.offsetHeight < innerHeight;
    const top = below ? at.bottom + GAP : at.top - GAP - node.offsetHeight;
    const left = Math.max(GAP, Math.min(at.left, innerWidth - node.offsetWidth - GAP));
    node.style.translate = `${Math.round(left)}px ${Math.round(Math.max(GAP, top))}px`;
  };

  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={className}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={buttonLabel}
        data-tip={tip}
      >
        {button}
      </button>
      <div ref={panel} id={id} popover="auto" role="dialog" aria-label={label} className="popover" onToggle={toggle}>
        {open && <div ref={placePanel}>{children(() => panel.current?.hidePopover())}</div>}
      </div>
    </>
  );
}
