/** What an export wrote, or what an import did or would do. */
import { FolderOpen } from 'lucide-react';
import type { ExportReport, FormatFacts, FormatName, ImportReport } from '../../electron/shared/domain/dataset.ts';
import type { Job } from '../../electron/shared/domain/job.ts';
import { TASKS } from '../../electron/shared/domain/vocabulary.ts';
import { desktop } from '../api.ts';
import { Button } from '../components/button.tsx';
import { formatBytes } from '../format.ts';
import { useSkips } from '../panels/jobs.ts';
import { useCall } from '../queries.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';

const words = strings.datasets;
function ImportFigures({ report }: { report: ImportReport }) {
  const matched = (['path', 'name', 'content', 'added'] as const).filter((by) => report.matched[by] > 0);
  const found = [
    ...matched.map((by) => `${report.matched[by]} ${words.matched[by]}`),
    ...(report.unmatched > 0 ? [`${report.unmatched} ${words.unmatched}`] : []),
  ];
  const tasks = TASKS.filter((task) => (report.stored[task] ?? 0) + (report.kept[task] ?? 0) > 0);
  return (
    <>
      {report.dryRun && <p className="report-dry">{words.dryRun}</p>}
      <dl className="report-figures">
        <dt>{words.records}</dt>
        <dd>
          {report.records}
          {found.length > 0 && ` (${found.join(', ')})`}
        </dd>
        <dt>{words.facesFound}</dt>
        <dd>{report.faces.found}</dd>
        <dt>{words.facesAdded}</dt>
        <dd>{report.faces.added}</dd>
      </dl>
      {tasks.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.task}</th>
              <th scope="col">{words.stored}</th>
              <th scope="col">{words.kept}</th>
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <tr key={task}>
                <th scope="row">{words.aspects[task]}</th>
                <td>{report.stored[task] ?? 0}</td>
                <td>{report.kept[task] ?? 0}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function ExportFigures({ report }: { report: ExportReport }) {
  const { folder, files, bytes, splits } = report;
  const show = desktop?.showInFolder;
  return (
    <>
      <p>{words.wrote(files, formatBytes(bytes))}</p>
      {splits && (
        <p>
          {Object.entries(splits)
            .map(([split, count]) => `${split}: ${words.labelled(count ?? 0)}`)
            .join(' · ')}
        </p>
      )}
      {show && (
        <Button icon={FolderOpen} onClick={() => void attempt(() => show(folder))}>
          {words.open}
        </Button>
      )}
    </>
  );
}

function Rejected({ job }: { job: Job }) {
  const { rows, total, more } = useSkips(job);
  if (total === 0) return null;
  return (
    <details className="report-rejected">
      <summary>{words.passedOver(total)}</summary>
      <ul className="scroll">
        {rows.map(({ path, reason }) => (
          <li key={path} className="selectable">
            <strong>{path}</strong> {reason}
          </li>
        ))}
        {more && (
          <li>
            <Button look="quiet" onClick={more}>
              {words.showMore}
            </Button>
          </li>
        )}
      </ul>
    </details>
  );
}

export type DatasetJob = Job & { request: Extract<Job['request'], { kind: 'export' | 'import-labels' }> };

export const isDatasetJob = (job: Job): job is DatasetJob =>
  job.request.kind === 'export' || job.request.kind === 'import-labels';

function titleOf({ request }: DatasetJob, formats: Record<FormatName, FormatFacts>): string {
  const kind = request.kind === 'export' ? 'export' : request.dryRun ? 'look' : 'import';
  return words.reportTitles[kind](formats[request.format].title);
}

/** An export or import that has ended. */
export function Report({ job, formats }: { job: DatasetJob; formats: Record<FormatName, FormatFacts> }) {
  const title = titleOf(job, formats);
  const report = useCall('datasets.report', { job: job.id }).data;
  return (
    <article className="report" aria-label={title}>
      <h3>
        {title}
        {job.state !== 'done' && (
          <span className={`report-state report-${job.state}`}>{strings.jobs.states[job.state]}</span>
        )}
      </h3>
      <p className="report-summary selectable">{job.summary}</p>
      {report?.kind === 'import-labels' && <ImportFigures report={report} />}
      {report?.kind === 'export' && <ExportFigures report={report} />}
      <Rejected job={job} />
    </article>
  );
}
