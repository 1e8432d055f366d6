/** The line at the lower edge: project, counts, whether all is saved, jobs in short, the device, the connection. */

import { Check, CloudOff, Cpu, ListChecks, LoaderCircle, Zap } from 'lucide-react';
import { isActive, type Job } from '../../electron/shared/domain/job.ts';
import type { Device } from '../../electron/shared/domain/model.ts';
import type { Project } from '../../electron/shared/domain/project.ts';
import { shownKey } from '../actions/bindings.ts';
import { duplicatesAction, jobsAction } from '../actions/global-actions.ts';
import { keyText } from '../actions/keys.ts';
import { runAction } from '../actions/run.ts';
import { Popover } from '../components/popover.tsx';
import { Progress } from '../components/progress.tsx';
import { countOf } from '../format.ts';
import { isMac } from '../platform.ts';
import { useCall } from '../queries.ts';
import { useConnection } from '../state/connection.ts';
import { useNavigation } from '../state/navigation.ts';
import { toggleTray, useTray } from '../state/tray.ts';
import { jobTitle, useJobs } from './jobs.ts';
import './status-bar.css';

function Counts() {
  const status = useCall('project.status').data;
  if (!status) return null;
  return (
    <>
      <span>{countOf(status.images, 'photo')}</span>
      <span>{countOf(status.faces, 'face')}</span>
      {status.faces > 0 && (
        <span>{status.open === 0 ? 'all reviewed' : `${countOf(status.open, 'face')} to review`}</span>
      )}
      {status.duplicates > 0 && (
        <button
          type="button"
          className="status-item"
          data-tip={duplicatesAction.label}
          onClick={() => runAction(duplicatesAction)}
        >
          {countOf(status.duplicates, 'duplicate')}
        </button>
      )}
    </>
  );
}

function Saved() {
  const saving = useConnection((state) => state.saving > 0);
  return (
    <span className="status-saved" role="status" data-tip="Every change is saved as it is made">
      {saving ? <LoaderCircle className="spinning" aria-hidden /> : <Check aria-hidden />}
      {saving ? 'Saving' : 'Saved'}
    </span>
  );
}

function inShort(jobs: readonly Job[]): string {
  const active = jobs.filter(isActive);
  const [running] = active;
  if (running) return active.length > 1 ? `${active.length} jobs` : jobTitle(running);
  const stopped = jobs.filter((job) => job.state === 'interrupted' || job.state === 'failed').length;
  if (stopped > 0) return `${countOf(stopped, 'job')} stopped`;
  const skipped = jobs.reduce((sum, job) => sum + job.skipped, 0);
  return skipped > 0 ? `${countOf(skipped, 'file')} passed over` : 'No jobs running';
}

function Jobs() {
  const jobs = useJobs();
  const jobsKey = shownKey(jobsAction);
  const open = useTray((state) => state.open);
  const running = jobs.find((job) => job.state === 'running');
  return (
    <button
      type="button"
      className="status-item"
      aria-label="Jobs"
      aria-expanded={open}
      data-tip={jobsAction.label}
      data-tip-key={jobsKey && keyText(jobsKey, isMac)}
      onClick={toggleTray}
    >
      <ListChecks aria-hidden />
      {inShort(jobs)}
      {running && <Progress label={jobTitle(running)} done={running.done} total={running.total} />}
    </button>
  );
}

function DeviceItem({ device }: { device: Device }) {
  const Icon = device.provider === 'cpu' ? Cpu : Zap;
  const button = (
    <>
      <Icon aria-hidden />
      {device.label}
    </>
  );
  return (
    <Popover
      label="Device"
      className="status-item"
      buttonLabel={`Device: ${device.label}`}
      tip="Where models run"
      button={button}
    >
      {() => (
        <div className="status-device">
          <h3>Models run on {device.label}</h3>
          {device.passedOver.length === 0 ? (
            <p>It is the first choice on this machine.</p>
          ) : (
            <>
              <p>Passed over, in this order:</p>
              <dl>
                {device.passedOver.map(({ provider, reason }) => (
                  <div key={provider}>
                    <dt>{provider}</dt>
                    <dd className="selectable">{reason}</dd>
                  </div>
                ))}
              </dl>
            </>
          )}
        </div>
      )}
    </Popover>
  );
}

export function StatusBar({ project, device }: { project: Project | null; device: Device | undefined }) {
  const connected = useConnection((state) => state.connected);
  // The editor says it beside the faces.
  const inEditor = useNavigation((state) => state.page.name === 'editor');
  return (
    <footer className="status-bar">
      {project && (
        <>
          <strong className="ellipsis" data-tip={project.path}>
            {project.name}
          </strong>
          <Counts />
        </>
      )}
      <span className="status-space" />
      {!connected && (
        <span className="status-lost" role="alert">
          <CloudOff aria-hidden />
          Connection lost, trying again
        </span>
      )}
      {project && connected && !inEditor && <Saved />}
      {project && <Jobs />}
      {device && <DeviceItem device={device} />}
    </footer>
  );
}
