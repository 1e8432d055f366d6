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
import { isMac } from '../platform.ts';
import { useCall } from '../queries.ts';
import { useConnection } from '../state/connection.ts';
import { useNavigation } from '../state/navigation.ts';
import { toggleTray, useTray } from '../state/tray.ts';
import { strings } from '../strings/strings.ts';
import { jobTitle, useJobs } from './jobs.ts';
import './status-bar.css';

const words = strings.window;

function Counts() {
  const status = useCall('project.status').data;
  if (!status) return null;
  return (
    <>
      <span>{words.photos(status.images)}</span>
      <span>{words.faces(status.faces)}</span>
      {status.faces > 0 && <span>{status.open === 0 ? words.allReviewed : words.facesToReview(status.open)}</span>}
      {status.duplicates > 0 && (
        <button
          type="button"
          className="status-item"
          data-tip={duplicatesAction.label}
          onClick={() => runAction(duplicatesAction)}
        >
          {words.duplicates(status.duplicates)}
        </button>
      )}
    </>
  );
}

function Saved() {
  const saving = useConnection((state) => state.saving > 0);
  return (
    <span className="status-saved" role="status" data-tip={words.savedTip}>
      {saving ? <LoaderCircle className="spinning" aria-hidden /> : <Check aria-hidden />}
      {saving ? words.saving : words.saved}
    </span>
  );
}

function inShort(jobs: readonly Job[]): string {
  const active = jobs.filter(isActive);
  const [running] = active;
  if (running) return active.length > 1 ? strings.jobs.several(active.length) : jobTitle(running);
  const stopped = jobs.filter((job) => job.state === 'interrupted' || job.state === 'failed').length;
  if (stopped > 0) return strings.jobs.stopped(stopped);
  const skipped = jobs.reduce((sum, job) => sum + job.skipped, 0);
  return skipped > 0 ? strings.jobs.passedOver(skipped) : strings.jobs.noneRunning;
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
      aria-label={strings.jobs.title}
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
      label={words.device}
      className="status-item"
      buttonLabel={words.deviceNamed(device.label)}
      tip={words.deviceTip}
      button={button}
    >
      {() => (
        <div className="status-device">
          <h3>{words.runOn(device.label)}</h3>
          {device.passedOver.length === 0 ? (
            <p>{words.firstChoice}</p>
          ) : (
            <>
              <p>{words.passedOver}</p>
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
        <span className="status-lost" role="alert" data-tip={words.noAnswer}>
          <CloudOff aria-hidden />
          {words.connectionLost}
        </span>
      )}
      {project && connected && !inEditor && <Saved />}
      {project && <Jobs />}
      {device && <DeviceItem device={device} />}
    </footer>
  );
}
