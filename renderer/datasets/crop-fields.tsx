/** How faces are cut out of their photos. */
import { CROP_LIMITS } from '../../electron/shared/domain/dataset.ts';
import { strings } from '../strings/strings.ts';
import type { ExportDraft } from './export-draft.ts';
import { NumberField } from './fields.tsx';

const words = strings.datasets;
const USUAL_SIZE = 512;
const { size: SIDES, margin: MARGINS } = CROP_LIMITS;
const [NARROWEST, WIDEST] = [100 * MARGINS.from, 100 * MARGINS.to];

interface CropFieldsProps extends Pick<ExportDraft, 'size' | 'margin' | 'aligned'> {
  onChange(change: Partial<ExportDraft>): void;
}

export const CropFields = ({ size, margin, aligned, onChange }: CropFieldsProps) => (
  <div className="dataset-row">
    <NumberField
      label={words.size}
      min={SIDES.from}
      max={SIDES.to}
      value={size}
      onChange={(side) => onChange({ size: side || USUAL_SIZE })}
    />
    {!aligned && (
      <NumberField
        label={words.margin}
        min={NARROWEST}
        max={WIDEST}
        step={5}
        value={margin}
        onChange={(percent) => onChange({ margin: Math.min(WIDEST, Math.max(NARROWEST, percent)) })}
      />
    )}
    <label className="dataset-check">
      <input
        type="checkbox"
        checked={aligned}
        onChange={(event) => onChange({ aligned: event.currentTarget.checked })}
      />
      {words.aligned}
    </label>
  </div>
);
