/** Words of the field that are no plain English as they are stored. All others are shown as they are written. */
export const vocabulary: Readonly<Record<string, string>> = {};
