/** Where one begins: recent projects, a new one, or one from the disk. */
import { Database, FolderOpen, FolderPlus, Sparkles, X } from 'lucide-react';
import type { RecentProject } from '../../electron/shared/domain/project.ts';
import {
  newFromDatasetAction,
  newProjectAction,
  openProjectAction,
  sampleProjectAction,
} from '../actions/global-actions.ts';
import { call } from '../api.ts';
import { openProject } from '../commands/project-commands.ts';
import { ActionButton, Button, IconButton } from '../components/button.tsx';
import { LoadProblem } from '../components/load-problem.tsx';
import { Logo } from '../components/logo.tsx';
import { formatWhen } from '../format.ts';
import { callQuery, queryClient, useCall } from '../queries.ts';
import { useNavigation } from '../state/navigation.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import './projects-page.css';

const words = strings.projects;
const { firstRun } = strings;

async function forget({ path }: RecentProject): Promise<void> {
  queryClient.setQueryData(callQuery('project.recent').queryKey, await call('project.forget', { path }));
}

function Recent({ project, current }: { project: RecentProject; current: boolean }) {
  const { name, path, present, opened } = project;
  return (
    <li className="recent">
      <button
        type="button"
        className="recent-open"
        aria-label={words.open(name)}
        disabled={!present}
        onClick={() => void attempt(() => openProject(path))}
      >
        <span className="recent-name ellipsis">
          {name}
          {current && <small>{words.openNow}</small>}
          {!present && <small className="recent-missing">{words.missing}</small>}
        </span>
        <span className="recent-when">{formatWhen(opened)}</span>
        <span className="recent-path path">
          <bdi>{path}</bdi>
        </span>
      </button>
      <IconButton
        icon={X}
        label={words.forget(name)}
        tip={words.forgetTip}
        onClick={() => void attempt(() => forget(project))}
      />
    </li>
  );
}

function RecentProjects() {
  const recent = useCall('project.recent');
  const info = useCall('app.info').data;
  if (recent.isLoadingError) {
    return <LoadProblem what={words.list} error={recent.error} retry={() => void recent.refetch()} />;
  }
  if (!recent.data || recent.data.length === 0) return null;
  return (
    <section className="projects-recent">
      <h2>{words.recent}</h2>
      <ul aria-label={words.recentList}>
        {recent.data.map((project) => (
          <Recent key={project.path} project={project} current={project.path === info?.project?.path} />
        ))}
      </ul>
    </section>
  );
}

/** While the app's own starter does the labelling, what it is and where others are. */
function StarterLine() {
  const models = useCall('models.list').data;
  const known = useCall('models.known').data;
  const active = models?.find(({ kind, active: works }) => kind === 'network' && works);
  if (!active || !known?.some(({ brought, sha256 }) => brought && sha256 === active.sha256)) return null;
  return (
    <p className="projects-starter">
      <strong>{firstRun.starter}</strong> {firstRun.starterAbout}{' '}
      <Button onClick={() => useNavigation.getState().go({ name: 'models' })}>{firstRun.better}</Button>
    </p>
  );
}

export function ProjectsPage() {
  const version = useCall('app.info').data?.version;
  return (
    <main className="projects scroll" aria-label={words.title}>
      <div className="projects-column">
        <header>
          <Logo />
          <div>
            <h1>Lineament</h1>
            <p>
              {words.about} {version && <small className="projects-version">{words.version(version)}</small>}
            </p>
          </div>
        </header>
        <div className="projects-begin">
          <ActionButton action={newProjectAction} icon={FolderPlus} look="primary" />
          <ActionButton action={newFromDatasetAction} icon={Database} />
          <ActionButton action={openProjectAction} icon={FolderOpen} />
          <ActionButton action={sampleProjectAction} icon={Sparkles} />
          <span>{words.orDrop}</span>
        </div>
        <StarterLine />
        <RecentProjects />
      </div>
    </main>
  );
}
