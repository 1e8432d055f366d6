/** What a person can show and hide over the photo. */
import type { Action } from '../actions/action.ts';
import type { Editor } from '../editor/editor.ts';
import { type LayerName, toggleLayer } from '../editor/layers.ts';

const TOGGLES: readonly { layer: LayerName; label: string; key: string }[] = [
  { layer: 'boxes', label: 'Show the boxes', key: 'Shift+h' },
  { layer: 'masks', label: 'Show the masks', key: 'm' },
  { layer: 'landmarks', label: 'Show the landmarks', key: 'l' },
  // P is for polygons and K for points wherever there are such tools; X is the first of the axes.
  { layer: 'pose', label: 'Show the axes of the head', key: 'x' },
];

export const layerActions = (editor: Editor): Action[] => [
  ...TOGGLES.map(
    ({ layer, label, key }): Action => ({
      id: `layer.${layer}`,
      label,
      section: 'View',
      keys: [key],
      run: () => editor.show({ layers: toggleLayer(editor.state.layers, layer) }),
    }),
  ),
  {
    id: 'layer.every-face',
    label: 'Show the labels of every face',
    section: 'View',
    keys: ['w'],
    run: () => editor.show({ layers: { ...editor.state.layers, everyFace: !editor.state.layers.everyFace } }),
  },
  {
    id: 'layer.mask-style',
    label: 'Draw masks as areas or as outlines',
    section: 'View',
    keys: ['Shift+m'],
    run: () => {
      const { layers } = editor.state;
      editor.show({ layers: { ...layers, maskStyle: layers.maskStyle === 'fill' ? 'outline' : 'fill' } });
    },
  },
];
