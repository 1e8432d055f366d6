/** How faces are cut out of their photos. */
import { strings } from '../strings/strings.ts';
import type { ExportDraft } from './export-draft.ts';
import { NumberField } from './fields.tsx';

const words = strings.datasets;
const USUAL_SIZE = 512;

interface CropFieldsProps extends Pick<ExportDraft, 'size' | 'margin' | 'aligned'> {
  onChange(change: Partial<ExportDraft>): void;
}

export const CropFields = ({ size, margin, aligned, onChange }: CropFieldsProps) => (
  <div className="dataset-row">
    <NumberField
      label={words.size}
      min={16}
      max={4096}
      value={size}
      onChange={(side) => onChange({ size: side || USUAL_SIZE })}
    />
    {!aligned && (
      <NumberField
        label={words.margin}
        min={0}
        max={200}
        step={5}
        value={margin}
        onChange={(percent) => onChange({ margin: Math.min(200, Math.max(0, percent)) })}
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
