/** One tooltip for the whole window: whatever has `data-tip` shows it, with its key, after a moment under the pointer. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import './tooltip.css';

const WAIT_MS = 450;
/** Moving on to a neighbour within this time shows its tooltip at once. */
const WARM_MS = 400;
const GAP = 6;

interface Tip {
  text: string;
  key: string | undefined;
  anchor: HTMLElement;
}

function place(tip: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const inside = (value: number, size: number, room: number) => Math.max(GAP, Math.min(value, room - size - GAP));
  const beside = anchor.dataset['tipSide'] === 'right';
  const below = at.bottom + GAP + height < innerHeight;
  const x = beside ? at.right + GAP : at.left + at.width / 2 - width / 2;
  const y = beside ? at.top + at.height / 2 - height / 2 : below ? at.bottom + GAP : at.top - GAP - height;
  tip.style.translate = `${Math.round(inside(x, width, innerWidth))}px ${Math.round(inside(y, height, innerHeight))}px`;
}

export function Tooltip() {
  const [tip, setTip] = useState<Tip | null>(null);
  const element = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let anchor: HTMLElement | null = null;
    let lastShown = Number.NEGATIVE_INFINITY;
    const show = (target: HTMLElement): void => {
      const { tip: text, tipKey: key } = target.dataset;
      if (text && target.isConnected) setTip({ text, key, anchor: target });
    };
    const hide = (): void => {
      clearTimeout(timer);
      if (anchor) lastShown = performance.now();
      anchor = null;
      setTip(null);
    };
    const come = (event: Event): void => {
      const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null;
      if (target === anchor) return;
      const warm = tipIsWarm();
      hide();
      if (!target || (event.type === 'focusin' && !target.matches(':focus-visible'))) return;
      anchor = target;
      timer = setTimeout(() => show(target), warm ? 0 : WAIT_MS);
    };
    const tipIsWarm = (): boolean =>
      performance.now() - lastShown < WARM_MS || element.current?.matches(':popover-open') === true;

    const options = { capture: true, passive: true };
    const hiding = ['pointerdown', 'keydown', 'scroll', 'focusout', 'blur'] as const;
    for (const event of ['pointerover', 'focusin'] as const) document.addEventListener(event, come, options);
    for (const event of hiding) window.addEventListener(event, hide, options);
    return () => {
      clearTimeout(timer);
      for (const event of ['pointerover', 'focusin'] as const) document.removeEventListener(event, come, options);
      for (const event of hiding) window.removeEventListener(event, hide, options);
    };
  }, []);

  // Shown anew each time, so that it lies above a dialog that opened in between.
  useLayoutEffect(() => {
    const node = element.current;
    if (!node || !tip) return;
    node.showPopover();
    place(node, tip.anchor);
    return () => node.hidePopover();
  }, [tip]);

  return (
    <div ref={element} popover="manual" className="tooltip" aria-hidden>
      {tip?.text}
      {tip?.key && <kbd>{tip.key}</kbd>}
    </div>
  );
}
