/** How tools were set in the editor last, and what helped to see. It outlives the page, as layers do. */
import { create } from 'zustand';
import { type Aids, START_AIDS } from '../editor/aids.ts';
import { type PaintSettings, START_PAINT } from '../editor/paint-settings.ts';

export const useLastTools = create<{ paint: PaintSettings; aids: Aids }>(() => ({
  paint: START_PAINT,
  aids: START_AIDS,
}));
