/** How fast a network is on this machine and what computing in bytes would change, measured on a click. */
import { Gauge } from 'lucide-react';
import { useState } from 'react';
import type { Change, Measured, Model } from '../../electron/shared/domain/model.ts';
import { call } from '../api.ts';
import { Button } from '../components/button.tsx';
import { attempt } from '../state/toasts.ts';
import { languageTag } from '../strings/language.ts';
import { strings } from '../strings/strings.ts';

const words = strings.measured;

/** Two digits that count: 0.034, 1.2, 31. */
const number = (value: number): string =>
  new Intl.NumberFormat(languageTag, { maximumSignificantDigits: value >= 100 ? 3 : 2 }).format(value);

const changeWords = ({ task, value, unit }: Change): string =>
  words.change[task](`${number(value)}${words.units[unit]}`);

/** What was measured, in a line or two. */
export function MeasuredLines({ measured: { milliseconds, device, fast, faces } }: { measured: Measured }) {
  const times = [
    words.time(number(milliseconds), device),
    fast && words.fast(number(fast.milliseconds), number(milliseconds / fast.milliseconds)),
  ];
  return (
    <>
      <p>{times.filter(Boolean).join(' · ')}</p>
      {fast && <p>{faces > 0 ? words.changes(faces, fast.changes.map(changeWords).join(', ')) : words.noFaces}</p>}
    </>
  );
}

export function MeasureButton({ model }: { model: Model }) {
  const [measuring, setMeasuring] = useState(false);
  const measure = async () => {
    setMeasuring(true);
    await attempt(() => call('models.measure', { model: model.id }));
    setMeasuring(false);
  };
  return (
    <Button
      icon={Gauge}
      look="quiet"
      disabled={measuring}
      aria-label={words.named(model.name)}
      data-tip={words.tip}
      onClick={() => void measure()}
    >
      {measuring ? words.measuring : model.measured ? words.again : words.measure}
    </Button>
  );
}
