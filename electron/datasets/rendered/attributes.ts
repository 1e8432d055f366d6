/**
 * CelebA's forty attributes of a drawn face. Each rule names the parameter that makes the attribute; between a clear yes and
 * a clear no, and where nothing in the renderer makes it, the answer is unknown.
 */
import { ATTRIBUTES, type Attribute } from '../../shared/domain/vocabulary.ts';
import type { Capture } from './develop.ts';
import type { Expression } from './expression.ts';
import type { Look } from './look.ts';
import type { Person } from './person.ts';
import type { HeadShape } from './shape.ts';

export type State = 'yes' | 'no' | 'unknown';

export interface AttributeFacts {
  person: Person;
  years: number;
  shape: HeadShape;
  expression: Expression;
  look: Look;
  capture: Capture;
  /** Share of the head's pixels that show each, so that what is worn but hidden is unknown. */
  seen: { hair: boolean; earring: boolean; necklace: boolean; tie: boolean };
}

/** Yes above one bound, no below the other. */
const level = (value: number, no: number, yes: number): State =>
  value >= yes ? 'yes' : value <= no ? 'no' : 'unknown';
const whether = (yes: boolean): State => (yes ? 'yes' : 'no');
/** What is worn counts when it shows. */
const worn = (wears: boolean, shows: boolean): State => (wears ? (shows ? 'yes' : 'unknown') : 'no');

/** A rule about hair, unknown where a hat or a scarf hides it. */
const ofHair =
  (rule: (facts: AttributeFacts) => State) =>
  (facts: AttributeFacts): State =>
    facts.look.hat?.kind === 'scarf' || !facts.seen.hair
      ? facts.look.hair.bare > 0 && !facts.look.hat
        ? 'no'
        : 'unknown'
      : rule(facts);

const colourRule = (name: 'black' | 'brown' | 'blond') =>
  ofHair(({ person, look: { hair } }) => {
    if (hair.grey > 0.65) return 'no';
    if (hair.grey > 0.3 || person.hairColour === 'dyed') return 'unknown';
    return whether(person.hairColour === name);
  });

const hatless =
  (rule: (facts: AttributeFacts) => State) =>
  (facts: AttributeFacts): State =>
    facts.look.hat ? 'unknown' : rule(facts);
const bearded = ({ beard }: Look): boolean => beard.length >= 0.15;

const RULES = {
  '5_o_Clock_Shadow': ({ look }) => whether(look.beard.length > 0 && !bearded(look)),
  Arched_Eyebrows: ({ person, expression }) => level(person.traits.browArch + expression.browOuter, -0.1, 0.7),
  Attractive: () => 'unknown',
  Bags_Under_Eyes: ({ shape }) => level(shape.bags, 0.12, 0.42),
  Bald: hatless(({ look: { hair } }) => whether(hair.bare > 0 || hair.style === 'shaved')),
  Bangs: hatless(({ look: { hair } }) => (hair.bare > 0 || hair.top < 0.35 ? 'no' : level(hair.fringe, 0.1, 1.2))),
  Big_Lips: ({ person: { traits } }) => level(traits.upperLip + traits.lowerLip, 0.3, 1.6),
  Big_Nose: ({ person: { traits } }) =>
    level(traits.noseWidth + 0.6 * traits.noseHeight + 0.5 * traits.noseTip, 0.2, 1.3),
  Black_Hair: colourRule('black'),
  Blond_Hair: colourRule('blond'),
  Blurry: ({ capture }) => level(Math.max(capture.blur, (capture.shake?.length ?? 0) / 3), 0.002, 0.006),
  Brown_Hair: colourRule('brown'),
  Bushy_Eyebrows: ({ person: { traits } }) => level(traits.browThickness + 0.7 * traits.browDensity, 0.2, 1.3),
  Chubby: ({ person: { traits } }) => level(traits.fat, 0.4, 1.3),
  Double_Chin: ({ person: { traits } }) => (traits.fat < 0.4 ? 'no' : 'unknown'),
  Eyeglasses: ({ look }) => whether(look.glasses !== null),
  Goatee: ({ look }) => (!bearded(look) || look.beard.chin === 0 ? 'no' : look.beard.cheeks > 0 ? 'unknown' : 'yes'),
  Gray_Hair: ofHair(({ look: { hair } }) => level(hair.grey, 0.2, 0.65)),
  Heavy_Makeup: ({ look: { makeup } }) =>
    makeup.lipstick && makeup.shadow ? 'yes' : makeup.lipstick || makeup.liner > 0.4 ? 'unknown' : 'no',
  High_Cheekbones: ({ person: { traits }, expression }) =>
    level(traits.cheekbones + 1.2 * Math.max(0, expression.smile), 0.1, 1.2),
  Male: ({ person }) => whether(person.gender === 'male'),
  Mouth_Slightly_Open: ({ shape: { lips } }) => level(lips.openLower + lips.openUpper, 0.03, 0.14),
  Mustache: ({ look }) => whether(bearded(look) && look.beard.moustache > 0),
  Narrow_Eyes: ({ shape: { eye } }) => level(-(eye.upper + eye.lower) / eye.scale, -0.84, -0.7),
  No_Beard: ({ look: { beard } }) =>
    beard.length === 0 ? 'yes' : beard.cheeks === 0 && beard.chin === 0 ? 'unknown' : 'no',
  Oval_Face: () => 'unknown',
  Pale_Skin: ({ person }) => level(-person.tone, -0.3, -0.1),
  Pointy_Nose: ({ person: { traits } }) => level(-traits.noseTip - 0.5 * traits.noseWidth, 0, 1),
  Receding_Hairline: hatless(({ look: { hair } }) =>
    hair.fringe > 0 || hair.top < 0.35 ? 'unknown' : hair.bare > 0 ? 'yes' : level(hair.recede, 0.5, 1),
  ),
  Rosy_Cheeks: ({ look: { makeup } }) => level(makeup.blush, 0.15, 0.35),
  Sideburns: ({ person, look: { hair, beard } }) =>
    bearded({ beard } as Look) && beard.cheeks > 0
      ? 'yes'
      : person.gender === 'female'
        ? 'no'
        : level(-hair.sideburn, 0.5, 2),
  Smiling: ({ expression }) => level(expression.smile, 0.12, 0.4),
  Straight_Hair: ofHair(({ look: { hair } }) =>
    hair.top < 0.35 ? 'unknown' : level(-Math.max(hair.wave, hair.curl * 0.5), -0.28, -0.2),
  ),
  Wavy_Hair: ofHair(({ look: { hair } }) =>
    hair.top < 0.35 ? 'unknown' : hair.curl > 0.75 ? 'unknown' : level(hair.wave, 0.1, 0.25),
  ),
  Wearing_Earrings: ({ look, seen }) => worn(look.jewellery.earrings !== null, seen.earring),
  Wearing_Hat: ({ look }) => (look.hat?.kind === 'scarf' ? 'unknown' : whether(look.hat !== null)),
  Wearing_Lipstick: ({ look }) => whether(look.makeup.lipstick !== null),
  Wearing_Necklace: ({ look, seen }) => worn(look.jewellery.necklace !== null, seen.necklace),
  Wearing_Necktie: ({ look, seen }) => worn(look.clothes.tie !== null, seen.tie),
  Young: ({ years }) => level(-years, -50, -38),
} as const satisfies Record<Attribute, (facts: AttributeFacts) => State>;

export const attributesOf = (facts: AttributeFacts): State[] => ATTRIBUTES.map((name) => RULES[name](facts));
