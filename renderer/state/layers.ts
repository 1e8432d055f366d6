/** What the editor drew over the photo last. It outlives the page, so that coming back finds everything as it was. */
import { create } from 'zustand';
import { type Layers, START_LAYERS } from '../editor/layers.ts';

export const useLastLayers = create<{ layers: Layers }>(() => ({ layers: START_LAYERS }));
