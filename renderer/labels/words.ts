/** Labels and where they come from, as people read them. */
import type { Origin } from '../../electron/shared/domain/annotation.ts';
import type { UsedModel } from '../../electron/shared/domain/model.ts';

/** `upper_lip` becomes `Upper lip`, and `5_o_Clock_Shadow` `5 o’clock shadow`. */
export function plainWords(name: string): string {
  const text = name.replaceAll('_', ' ').toLowerCase().replace(' o clock', ' o’clock');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Who says so. A model that the project does not know by name goes by the first digits of its file's checksum. */
export function originWords(origin: Origin, models: readonly UsedModel[]): string {
  switch (origin.kind) {
    case 'model':
      return models.find(({ id }) => id === origin.model)?.name ?? `model ${origin.model.slice(0, 8)}`;
    case 'person':
      return origin.name || 'a person';
    case 'import':
      return `import from ${origin.format}`;
  }
}
