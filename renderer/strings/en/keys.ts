/** The list of keys, where they are changed. */
export const keys = {
  about: 'Click a key to change it. The list holds what means something on the page behind.',
  search: 'Find a key by what it does',
  change: (action: string) => `Change the key of: ${action}`,
  changeHint: 'Click, then press another key. Delete takes it away.',
  press: 'Press a key …',
  none: 'none',
  alsoMeans: (others: string) => `The same key also means: ${others}`,
  restore: (action: string) => `The key as it was for: ${action}`,
  restoreAll: 'All keys as they were',
  preset: 'Keys',
  presetAbout: 'The habits that keys follow. Single keys are changed in the list of all keys.',
};
