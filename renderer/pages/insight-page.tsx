/** Insight: what is labelled, how good a network is, where two differ, and for whom they are better or worse. */
import { useState } from 'react';
import type { EvaluationEntry } from '../../electron/shared/domain/evaluation.ts';
import type { EvaluationId } from '../../electron/shared/domain/ids.ts';
import { formatWhen } from '../format.ts';
import { ComparisonTable } from '../insight/comparison-table.tsx';
import { DifferingFaces } from '../insight/differing-faces.tsx';
import { EvaluateBar } from '../insight/evaluate-bar.tsx';
import { FiguresTable } from '../insight/figures-table.tsx';
import { GroupFigures } from '../insight/group-figures.tsx';
import { LabelCounts } from '../insight/label-counts.tsx';
import { People } from '../insight/people.tsx';
import { useCall } from '../queries.ts';
import { strings } from '../strings/strings.ts';
import './list-page.css';
import './insight-page.css';

const words = strings.insight;

function Evaluation({ id }: { id: EvaluationId }) {
  const report = useCall('evaluations.get', { evaluation: id }).data;
  if (!report) return null;
  const { faces, photos, identities, skipped } = report.on;
  const last = report.models.at(-1)!;
  return (
    <>
      <p className="insight-about">
        {words.on(faces, photos, identities)} {skipped > 0 && words.skipped(skipped)} {words.intervals}
      </p>
      {report.differences ? <ComparisonTable report={report} /> : <FiguresTable tasks={last.tasks} />}
      {report.differences && <DifferingFaces report={report} />}
      <GroupFigures report={last} />
    </>
  );
}

function Evaluations({ entries }: { entries: readonly EvaluationEntry[] }) {
  const models = useCall('project.models').data ?? [];
  const [chosen, choose] = useState<EvaluationId | null>(null);
  const shown = entries.find(({ id }) => id === chosen) ?? entries[0];
  const nameOf = (id: string) => models.find((model) => model.id === id)?.name ?? id;
  if (!shown)
    return (
      <div className="panel insight-none">
        <h3>{words.noneTitle}</h3>
        <p>{words.none}</p>
      </div>
    );
  return (
    <>
      <label className="insight-shown">
        {words.shown}
        <select
          className="select"
          value={shown.id}
          onChange={(event) => choose(Number(event.currentTarget.value) as EvaluationId)}
        >
          {entries.map(({ id, models: ids, on, created }) => (
            <option key={id} value={id}>
              {words.entry(ids.map(nameOf).join(' → '), words.parts[on.split], on.faces, formatWhen(created))}
            </option>
          ))}
        </select>
      </label>
      <Evaluation key={shown.id} id={shown.id} />
    </>
  );
}

export function InsightPage() {
  const entries = useCall('evaluations.list').data;
  return (
    <main className="list-page scroll" aria-label={words.title}>
      <div className="list-column insight-column">
        <header>
          <div>
            <h1>{words.title}</h1>
            <p className="list-about">{words.about}</p>
          </div>
        </header>
        <LabelCounts />
        <People />
        <section aria-label={words.quality} className="insight-section">
          <h2>{words.quality}</h2>
          <EvaluateBar />
          {entries && <Evaluations entries={entries} />}
        </section>
      </div>
    </main>
  );
}
