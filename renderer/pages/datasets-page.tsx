/** Datasets: faces out, labels in, and what came of it. */
import { useState } from 'react';
import { isActive } from '../../electron/shared/domain/job.ts';
import { LoadProblem } from '../components/load-problem.tsx';
import { Segmented } from '../components/segmented.tsx';
import { ExportForm } from '../datasets/export-form.tsx';
import { ImportForm } from '../datasets/import-form.tsx';
import { isDatasetJob, Report } from '../datasets/report.tsx';
import { useJobs } from '../panels/jobs.ts';
import { useCall } from '../queries.ts';
import { strings } from '../strings/strings.ts';
import './list-page.css';
import '../datasets/datasets.css';

const words = strings.datasets;

export function DatasetsPage() {
  const [way, setWay] = useState<'export' | 'import'>('export');
  const formats = useCall('datasets.formats');
  const info = useCall('app.info').data;
  const ended = useJobs()
    .filter(isDatasetJob)
    .filter((job) => !isActive(job));
  if (formats.isLoadingError)
    return <LoadProblem what={words.title} error={formats.error} retry={() => void formats.refetch()} />;
  return (
    <main className="list-page scroll" aria-label={words.title}>
      <div className="list-column datasets-column">
        <header>
          <div>
            <h1>{words.title}</h1>
            <p className="list-about">{words.about}</p>
          </div>
          <Segmented
            label={words.title}
            value={way}
            options={[
              { value: 'export', label: words.export },
              { value: 'import', label: words.import },
            ]}
            onChange={(next) => setWay(next)}
          />
        </header>
        {formats.data &&
          info &&
          (way === 'export' ? (
            <ExportForm formats={formats.data} home={info.home} name={info.project?.name ?? 'faces'} />
          ) : (
            <ImportForm formats={formats.data} />
          ))}
        <section>
          <h2>{words.reports}</h2>
          {ended.length === 0 ? (
            <p className="row-none">{words.noReports}</p>
          ) : (
            formats.data &&
            ended.map((job) => <Report key={`${job.id} ${job.elapsed}`} job={job} formats={formats.data} />)
          )}
        </section>
      </div>
    </main>
  );
}
