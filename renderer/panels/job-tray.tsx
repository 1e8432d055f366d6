/** The list of jobs: how far each is, what it passed over, and how to stop, resume or put it away. */
import {
  Ban,
  ChevronDown,
  ChevronRight,
  CircleAlert,
  CircleCheck,
  CirclePause,
  Clock,
  LoaderCircle,
  type LucideIcon,
  Play,
  Square,
  X,
} from 'lucide-react';
import { useState } from 'react';
import { isActive, type Job, type JobState } from '../../electron/shared/domain/job.ts';
import { call } from '../api.ts';
import { Button, IconButton } from '../components/button.tsx';
import { Progress } from '../components/progress.tsx';
import { fileName, formatDuration, formatProgress } from '../format.ts';
import { callQuery, queryClient } from '../queries.ts';
import { attempt } from '../state/toasts.ts';
import { toggleTray, useTray } from '../state/tray.ts';
import { useUpload } from '../state/uploads.ts';
import { strings } from '../strings/strings.ts';
import { jobTitle, useJobs, useSkips } from './jobs.ts';
import './job-tray.css';

const words = strings.jobs;

const ICONS: Record<JobState, LucideIcon> = {
  queued: Clock,
  running: LoaderCircle,
  interrupted: CirclePause,
  done: CircleCheck,
  failed: CircleAlert,
  cancelled: Ban,
};

function Skips({ job }: { job: Job }) {
  const { rows, total, more } = useSkips(job);
  return (
    <ul className="skips scroll" aria-label={words.skips}>
      {rows.map((skip) => (
        <li key={skip.path} className="selectable">
          <strong data-tip={skip.path}>{fileName(skip.path)}</strong> {skip.reason}
        </li>
      ))}
      {more && (
        <li>
          <Button look="quiet" onClick={more}>
            {words.moreSkips(total)}
          </Button>
        </li>
      )}
    </ul>
  );
}

async function dismiss(job: Job): Promise<void> {
  await call('jobs.dismiss', { job: job.id });
  await queryClient.invalidateQueries({ queryKey: callQuery('jobs.list').queryKey });
}

function JobButtons({ job }: { job: Job }) {
  const title = jobTitle(job);
  const { id } = job;
  if (isActive(job)) {
    return (
      <IconButton
        icon={Square}
        label={words.cancelJob(title)}
        tip={words.cancel}
        onClick={() => attempt(() => call('jobs.cancel', { job: id }))}
      />
    );
  }
  return (
    <>
      {(job.state === 'interrupted' || job.state === 'failed' || job.state === 'cancelled') && (
        <IconButton
          icon={Play}
          label={words.resumeJob(title)}
          tip={words.resume}
          onClick={() => attempt(() => call('jobs.resume', { job: id }))}
        />
      )}
      <IconButton
        icon={X}
        label={words.dismissJob(title)}
        tip={words.dismiss}
        onClick={() => attempt(() => dismiss(job))}
      />
    </>
  );
}

function JobItem({ job }: { job: Job }) {
  const [open, setOpen] = useState(false);
  const Icon = ICONS[job.state];
  const Arrow = open ? ChevronDown : ChevronRight;
  const active = isActive(job);
  return (
    <li className={`job job-${job.state}`} aria-label={words.named(jobTitle(job), words.states[job.state])}>
      <Icon aria-hidden className={job.state === 'running' ? 'spinning' : ''} data-tip={words.states[job.state]} />
      <div className="job-text">
        <h3>{jobTitle(job)}</h3>
        {active && <Progress label={jobTitle(job)} done={job.done} total={job.total} />}
        <p className="job-figures">
          {active ? formatProgress(job) : words.after(words.states[job.state], formatDuration(job.elapsed / 1000))}
        </p>
        {job.summary !== '' && <p className="selectable">{job.summary}</p>}
        {job.skipped > 0 && (
          <button type="button" className="job-skipped" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Arrow aria-hidden />
            {(job.request.kind === 'import-labels' ? strings.datasets : words).passedOver(job.skipped)}
          </button>
        )}
        {open && <Skips job={job} />}
      </div>
      <JobButtons job={job} />
    </li>
  );
}

function UploadItem() {
  const upload = useUpload((state) => state.upload);
  if (!upload) return null;
  return (
    <li className="job">
      <LoaderCircle aria-hidden className="spinning" />
      <div className="job-text">
        <h3>{words.copying}</h3>
        <Progress label={words.copying} done={upload.done} total={upload.total} />
        <p className="job-figures">{words.copied(upload.done, upload.total)}</p>
      </div>
      <IconButton icon={Square} label={words.cancelJob(words.copying)} tip={words.cancel} onClick={upload.cancel} />
    </li>
  );
}

export function JobTray() {
  const open = useTray((state) => state.open);
  const jobs = useJobs();
  const uploading = useUpload((state) => state.upload !== null);
  if (!open) return null;
  return (
    <aside className="job-tray" aria-label={words.title}>
      <header>
        <h2>{words.title}</h2>
        <IconButton icon={ChevronDown} label={words.hide} onClick={toggleTray} />
      </header>
      {jobs.length === 0 && !uploading ? (
        <p className="job-none">{words.none}</p>
      ) : (
        <ul className="scroll">
          <UploadItem />
          {jobs.map((job) => (
            <JobItem key={job.id} job={job} />
          ))}
        </ul>
      )}
    </aside>
  );
}
