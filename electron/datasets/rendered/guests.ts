/** Who stands in a scene: where, turned which way, wearing what. */
import { DEGREE } from './curves.ts';
import type { Light } from './light.ts';
import { type Place, placesOf } from './places.ts';
import { type FacePlan, planFace } from './plan.ts';
import type { Random } from './random.ts';
import { suited } from './suit.ts';

export interface GuestRequest {
  /** How many people; the seed decides unless told otherwise. 0 gives a picture without a face. */
  people?: number;
  /** The same persons again: the numbers of who may be drawn. Anyone unless told otherwise. */
  identities?: readonly number[];
}

/** Light like the scene's, a little different at each place. */
const lightAt = (light: Light, random: Random): Light => {
  const level = Math.exp(random.normal(0.12));
  return { ...light, keyColour: light.keyColour.map((part) => part * level) as unknown as Light['keyColour'] };
};

/** Share of the people in a scene of its own choice who show the back of their head, and how far they are turned. */
const FROM_BEHIND = { chance: 0.1, degrees: [140, 180] } as const;
/** Share of the people whose arms and lower body are seen, and of those who wear a suit, in rows and elsewhere. */
const WITH_FIGURE = 0.75;
const IN_SUITS = { rows: 0.6, elsewhere: 0.25 } as const;

export interface Guest {
  plan: FacePlan;
  place: Place;
  /** Seen from behind: drawn as everybody, but no face. */
  behind: boolean;
  figure: boolean;
  suit: boolean;
}

export function guestsOf(request: GuestRequest, width: number, height: number, light: Light, random: Random): Guest[] {
  const { identities } = request;
  const { arrangement, places } = placesOf(random.part('places'), width, height, request.people);
  const people = random.part('people');
  const turns = random.part('turns');
  return places.map((place) => {
    const own = Math.floor(people.next() * 2 ** 31);
    const identity = identities && identities.length > 0 ? people.pick(identities) : own;
    const plan = planFace({ seed: own, identity });
    // A cloth in front would end with the person's tile.
    const occluders = plan.occluders.filter(({ kind }) => kind !== 'cloth');
    const lit = { ...plan, light: lightAt(light, people), occluders };
    const behind = request.people === undefined && turns.chance(FROM_BEHIND.chance);
    const figure = turns.chance(WITH_FIGURE);
    const suit = turns.chance(arrangement === 'rows' ? IN_SUITS.rows : IN_SUITS.elsewhere) && figure && plan.years > 12;
    const worn = suit ? { ...lit, look: { ...lit.look, clothes: suited(lit.look.clothes, turns) } } : lit;
    return { place, behind, figure, suit, plan: behind ? turned(worn, turns) : worn };
  });
}

/** The same person with the back to the camera. */
function turned(plan: FacePlan, random: Random): FacePlan {
  const yaw = random.between(...FROM_BEHIND.degrees) * DEGREE * (random.chance(0.5) ? 1 : -1);
  const { head, body } = plan.view;
  return {
    ...plan,
    occluders: [],
    view: { ...plan.view, head: { ...head, yaw }, body: { ...body, yaw: yaw * 0.9 } },
  };
}
