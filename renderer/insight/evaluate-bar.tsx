/** Chooses a network and faces, and has the one held against what people have confirmed about the others. */
import { useState } from 'react';
import type { EvaluatedPart } from '../../electron/shared/domain/evaluation.ts';
import type { ModelId } from '../../electron/shared/domain/ids.ts';
import { isActive } from '../../electron/shared/domain/job.ts';
import { call } from '../api.ts';
import { Button } from '../components/button.tsx';
import { Segmented } from '../components/segmented.tsx';
import { useJobs } from '../panels/jobs.ts';
import { useCall } from '../queries.ts';
import { attempt } from '../state/toasts.ts';
import { useTray } from '../state/tray.ts';
import { strings } from '../strings/strings.ts';

const words = strings.insight;
/** What is asked for most, first. */
const PARTS = ['test', 'all', 'validation', 'train'] as const satisfies readonly EvaluatedPart[];

export function EvaluateBar() {
  const networks = (useCall('models.list').data ?? []).filter(({ kind }) => kind === 'network');
  const running = useJobs().some((job) => job.request.kind === 'evaluate' && isActive(job));
  const [chosen, choose] = useState<ModelId | null>(null);
  const [other, against] = useState<ModelId | null>(null);
  const [split, setSplit] = useState<EvaluatedPart>('test');
  const model = networks.find(({ id }) => id === chosen) ?? networks.find(({ active }) => active) ?? networks[0];
  if (!model) return <p className="insight-about">{words.noNetwork}</p>;
  const before = networks.find(({ id }) => id === other && id !== model.id);
  const start = () =>
    attempt(async () => {
      await call('jobs.start', { kind: 'evaluate', models: before ? [before.id, model.id] : [model.id], split });
      useTray.setState({ open: true });
    });
  return (
    <div className="evaluate-bar">
      <label>
        {words.network}
        <select className="select" value={model.id} onChange={(event) => choose(event.currentTarget.value as ModelId)}>
          {networks.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {networks.length > 1 && (
        <label>
          {words.against}
          <select
            className="select"
            value={before?.id ?? ''}
            onChange={(event) => against((event.currentTarget.value || null) as ModelId | null)}
          >
            <option value="">{words.nothing}</option>
            {networks
              .filter(({ id }) => id !== model.id)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </label>
      )}
      <Segmented
        label={words.faces}
        value={split}
        options={PARTS.map((value) => ({ value, label: words.parts[value], tip: words.partsTip[value] }))}
        onChange={(value) => setSplit(value)}
      />
      <Button look="primary" disabled={running} onClick={() => void start()}>
        {running ? words.evaluating : words.evaluate}
      </Button>
    </div>
  );
}
