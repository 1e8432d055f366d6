/** The name that was given to a face last, for the next face of the same person. */
import { create } from 'zustand';

export const useLastPerson = create<{ name: string | null }>(() => ({ name: null }));
