/** Labels and where they come from, as people read them. */
import type { Origin } from '../../electron/shared/domain/annotation.ts';
import type { UsedModel } from '../../electron/shared/domain/model.ts';
import { type Quaternion, quaternionToAngles } from '../../electron/shared/domain/pose.ts';
import { strings } from '../strings/strings.ts';

const words = strings.labels;

/** `upper_lip` becomes `Upper lip`, and `5_o_Clock_Shadow` `5 o’clock shadow`; other languages have words of their own. */
export function plainWords(name: string): string {
  const translated = strings.vocabulary[name];
  if (translated !== undefined) return translated;
  const text = name.replaceAll('_', ' ').toLowerCase().replace(' o clock', ' o’clock');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const degrees = (radians: number): string => {
  const whole = Math.round((radians * 180) / Math.PI);
  return `${whole < 0 ? '−' : ''}${Math.abs(whole)}°`;
};

/** «yaw 12° · pitch −3° · roll 4°», or by the first letters where there is little room. */
export function poseWords(quaternion: Quaternion, short = false): string {
  const { yaw, pitch, roll } = quaternionToAngles(quaternion);
  return words[short ? 'anglesShort' : 'angles'](degrees(yaw), degrees(pitch), degrees(roll));
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
