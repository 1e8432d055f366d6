/** What a person can show and hide over the photo. */
import type { Action } from '../actions/action.ts';
import type { Editor } from '../editor/editor.ts';
import { type LayerName, toggleLayer } from '../editor/layers.ts';
import { strings } from '../strings/strings.ts';

const words = strings.editor;

const TOGGLES: readonly { layer: LayerName; key: string }[] = [
  { layer: 'boxes', key: 'Shift+h' },
  { layer: 'masks', key: 'm' },
  { layer: 'landmarks', key: 'l' },
  // P is for polygons and K for points wherever there are such tools; X is the first of the axes.
  { layer: 'pose', key: 'x' },
];

export const layerActions = (editor: Editor): Action[] => [
  ...TOGGLES.map(
    ({ layer, key }): Action => ({
      id: `layer.${layer}`,
      label: words.layers[layer],
      section: 'View',
      keys: [key],
      run: () => editor.show({ layers: toggleLayer(editor.state.layers, layer) }),
    }),
  ),
  {
    id: 'layer.every-face',
    label: words.everyFace,
    section: 'View',
    keys: ['w'],
    run: () => editor.show({ layers: { ...editor.state.layers, everyFace: !editor.state.layers.everyFace } }),
  },
  {
    id: 'layer.mask-style',
    label: words.maskStyle,
    section: 'View',
    keys: ['Shift+m'],
    run: () => {
      const { layers } = editor.state;
      editor.show({ layers: { ...layers, maskStyle: layers.maskStyle === 'fill' ? 'outline' : 'fill' } });
    },
  },
];
