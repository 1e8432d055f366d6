/** The classes of a mask with their colours: which part of it each covers, and whether it is drawn. */
import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { PARSING_COLOURS, PARSING_PROFILES } from '../../electron/shared/domain/vocabulary.ts';
import { useEditor } from '../canvas/use-editor.ts';
import type { Editor } from '../editor/editor.ts';
import type { LabelValue } from '../editor/labels.ts';
import { toggleClass } from '../editor/layers.ts';
import { strings } from '../strings/strings.ts';
import { plainWords } from './words.ts';

type Mask = LabelValue<'parsing'>;

const counted = new WeakMap<Mask, Uint32Array>();

/** How many cells each class has. Counted once a map: a large one has a million cells. */
export function classAreas(mask: Mask): Uint32Array {
  const known = counted.get(mask);
  if (known) return known;
  const { labels } = mask;
  const areas = new Uint32Array(PARSING_PROFILES[mask.profile].length);
  for (let cell = 0; cell < labels.length; cell++) areas[labels[cell]!]!++;
  counted.set(mask, areas);
  return areas;
}

/** `0 %`, `<1 %`, `42 %` */
function percentWords(part: number): string {
  const percent = part * 100;
  return percent > 0 && percent < 0.5 ? '<1 %' : `${Math.round(percent)} %`;
}

export function MaskLegend({ mask, editor }: { mask: Mask; editor: Editor }) {
  const hidden = useEditor(editor, (state) => state.layers.hiddenClasses);
  const areas = useMemo(() => classAreas(mask), [mask]);
  const face = mask.labels.length - areas[0]!;
  useEffect(() => () => editor.show({ highlight: null }), [editor]);

  return (
    <ul className="legend" aria-label={strings.labels.legend} onPointerLeave={() => editor.show({ highlight: null })}>
      {PARSING_PROFILES[mask.profile].slice(1).map((name, at) => {
        const area = areas[at + 1]!;
        const shown = !hidden.has(name);
        const Icon = shown ? Eye : EyeOff;
        return (
          <li key={name} data-absent={area === 0}>
            <button
              type="button"
              aria-pressed={shown}
              aria-label={strings.labels.show(plainWords(name))}
              onClick={() => editor.show({ layers: toggleClass(editor.state.layers, name) })}
              onPointerEnter={() => editor.show({ highlight: area > 0 ? name : null })}
              onFocus={() => editor.show({ highlight: area > 0 ? name : null })}
              onBlur={() => editor.show({ highlight: null })}
            >
              <span
                className="swatch"
                style={{ background: `rgb(${PARSING_COLOURS[mask.profile][at + 1]!.join(' ')})` }}
              />
              <span className="ellipsis">{plainWords(name)}</span>
              <span className="legend-area">{area === 0 ? '–' : percentWords(area / face)}</span>
              <Icon aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
