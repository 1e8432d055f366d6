/** Labels and where they come from, as people read them. */
import type { Origin } from '../../electron/shared/domain/annotation.ts';
import type { UsedModel } from '../../electron/shared/domain/model.ts';
import { strings } from '../strings/strings.ts';

const words = strings.labels;

/** `upper_lip` becomes `Upper lip`, and `5_o_Clock_Shadow` `5 o’clock shadow`; other languages have words of their own. */
export function plainWords(name: string): string {
  const translated = strings.vocabulary[name];
  if (translated !== undefined) return translated;
  const text = name.replaceAll('_', ' ').toLowerCase().replace(' o clock', ' o’clock');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A model that the project does not know by name goes by the first digits of its file's checksum. */
const modelWords = (id: string, models: readonly UsedModel[]): string | undefined =>
  models.find((model) => model.id === id)?.name;

/** Who says so, and whose word a person took over. */
export function originWords(origin: Origin, models: readonly UsedModel[]): string {
  switch (origin.kind) {
    case 'model':
      return modelWords(origin.model, models) ?? words.model(origin.model.slice(0, 8));
    case 'person': {
      const who = origin.name || words.person;
      if (origin.accepts === undefined) return who;
      return words.accepted(who, modelWords(origin.accepts, models) ?? origin.accepts);
    }
    case 'import':
      return words.import(origin.format);
  }
}
