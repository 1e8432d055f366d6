/** What the lists of the editor's keys have in common. */
export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;

/** Tab goes through faces and points as long as the focus is on the photo; elsewhere it does what Tab does. */
export const focusIsOnPhoto = (): boolean =>
  document.activeElement === document.body || document.activeElement?.closest('.photo-canvas') != null;

/** Where an arrow points. */
export const DIRECTIONS = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
} as const satisfies Record<keyof typeof ARROWS, string>;
