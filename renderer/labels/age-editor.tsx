/** The age: as a number of years, and by its bin. */
import type { Face } from '../../electron/shared/domain/face.ts';
import { useDraft } from '../components/field.tsx';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import { sayYears } from '../editor/review-edits.ts';
import { strings } from '../strings/strings.ts';
import { ChoiceGroup } from './choice-group.tsx';

const OLDEST = 130;

export function AgeEditor({ face, editor }: { face: Face; editor: Editor }) {
  const years = labelOf(face, 'age')?.value.years;
  const draft = useDraft(years === undefined ? '' : String(Math.round(years)), (text) => {
    const said = Number(text);
    if (text.trim() === '' || !Number.isFinite(said)) return;
    editor.apply(sayYears(face, Math.min(OLDEST, Math.max(0, said)), editor.state.person));
  });
  return (
    <div className="age">
      <input
        className="input"
        type="number"
        min={0}
        max={OLDEST}
        step={1}
        aria-label={strings.labels.years}
        placeholder={strings.labels.years}
        {...draft}
      />
      <ChoiceGroup task="age" face={face} editor={editor} />
    </div>
  );
}
