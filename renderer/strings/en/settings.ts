/** The settings page. */
export const settings = {
  title: 'Settings',
  about: 'They hold for every project and are kept as you change them.',
  showKeys: 'Show all keys',
  window: 'Window',
  theme: 'Theme',
  themeAbout: 'Light, dark, or as the system has it.',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  language: 'Language',
  languageAbout: 'The window is loaded anew. What the core reports, such as the reason of an error, stays in English.',
  languageSystem: 'System',
  work: 'Work',
  person: 'Your name',
  personAbout: 'Stands on every correction you make, so that others can tell whose it is.',
  unnamed: 'Unnamed',
  fast: 'Proposals on a processor',
  fastAbout:
    'Fast computes in bytes: about half the time with large networks, and answers that are near. The Models page measures both.',
  fastChoices: { exact: 'Exact', fast: 'Fast' },
  starter: 'The starter model on people',
  starterAbout:
    'The starter model is trained on rendered faces only. Its attributes, age, gender and race have never been tested on people, so it leaves them out unless you want them.',
  starterChoices: { without: 'Leave out', with: 'Propose them too' },
  finding: 'Finding faces',
  smallestFace: 'Smallest face',
  smallestFaceAbout: 'Faces narrower than this are not looked for. Larger is faster.',
  lowestScore: 'Lowest score',
  lowestScoreAbout:
    'Detections that the detector is less sure of are dropped. Lower finds more, and more that is wrong.',
};
