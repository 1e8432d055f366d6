/** What steps of the history do. The core tells them in English, in the words of `describePatch`. */
export const history = {
  /** «Undo accept face» */
  label: (verb: string, step: string) => `${verb} ${step}`,
  step: (description: string) => description,
};
