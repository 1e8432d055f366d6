/** Grouping faces as the calls of a thread. */
import { groupFaces } from './group-faces.ts';

export const peopleService = { group: groupFaces };
export type PeopleService = typeof peopleService;
