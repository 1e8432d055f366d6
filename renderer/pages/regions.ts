/** The parts of the editor that the keyboard goes between: Tab belongs to the faces as long as it is on the photo. */

/** In the order of a walk; the photo first, where one begins. */
const REGIONS = ['.photo-canvas', '.editor-bar', '.tool-options', '.tool-bar', '.faces'] as const;

const FOCUSABLE = 'button:not(:disabled), input:not(:disabled), select:not(:disabled)';

/** Moves the focus to the next part that can take it, or to the one before. */
export function focusRegion(step: 1 | -1): void {
  const regions = REGIONS.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
  const at = Math.max(
    0,
    regions.findIndex((region) => region.contains(document.activeElement)),
  );
  for (let i = 1; i <= regions.length; i++) {
    const region = regions[(at + step * i + regions.length * i) % regions.length]!;
    const target = region.matches('[tabindex]') ? region : region.querySelector<HTMLElement>(FOCUSABLE);
    if (!target) continue;
    target.focus();
    return;
  }
}
