/** Text as it is searched: é is found however the disk spells it, and A is a. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase();
