/** The frame of the window: where one can go, the page one is at, and what is going on. */

import { type ReactNode, useEffect, useRef } from 'react';
import { useBindings } from './actions/bindings.ts';
import { globalActions } from './actions/global-actions.ts';
import { useHistoryWords } from './actions/history-words.ts';
import { followKeys } from './actions/run.ts';
import { useActions } from './actions/use-actions.ts';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { LoadProblem } from './components/load-problem.tsx';
import { Toasts } from './components/toasts.tsx';
import { Tooltip } from './components/tooltip.tsx';
import { DatasetsPage } from './pages/datasets-page.tsx';
import { EditorPage } from './pages/editor-page.tsx';
import { GalleryPage } from './pages/gallery-page.tsx';
import { InsightPage } from './pages/insight-page.tsx';
import { ModelsPage } from './pages/models-page.tsx';
import { ProjectsPage } from './pages/projects-page.tsx';
import { RoundsPage } from './pages/rounds-page.tsx';
import { SettingsPage } from './pages/settings-page.tsx';
import { WallPage } from './pages/wall-page.tsx';
import { Dialogs } from './panels/dialogs.tsx';
import { DropTarget } from './panels/drop-target.tsx';
import { JobTray } from './panels/job-tray.tsx';
import { Rail } from './panels/rail.tsx';
import { StatusBar } from './panels/status-bar.tsx';
import { followEvents, useCall } from './queries.ts';
import { useGallery } from './state/gallery.ts';
import { type Page, useNavigation } from './state/navigation.ts';
import { useQueue } from './state/queue.ts';
import { useWall } from './state/wall.ts';
import { showLanguage } from './strings/language.ts';
import { showTheme } from './theme.ts';
import './app.css';

/** Pages that show what is in the open project. */
const OF_PROJECT: ReadonlySet<Page['name']> = new Set(['gallery', 'editor', 'wall', 'rounds', 'insight', 'datasets']);

function drawPage(page: Page): ReactNode {
  switch (page.name) {
    case 'projects':
      return <ProjectsPage />;
    case 'gallery':
      return <GalleryPage />;
    case 'editor':
      return <EditorPage image={page.image} face={page.face} />;
    case 'wall':
      return <WallPage />;
    case 'rounds':
      return <RoundsPage />;
    case 'insight':
      return <InsightPage />;
    case 'datasets':
      return <DatasetsPage />;
    case 'models':
      return <ModelsPage />;
    case 'settings':
      return <SettingsPage />;
  }
}

/** Another project begins at its gallery, with nothing left of the one before; no project leads back to the list. */
function useProjectPages(path: string | null | undefined): void {
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (path === undefined || path === before.current) return;
    before.current = path;
    useGallery.getState().reset();
    useNavigation.getState().reset();
    useQueue.getState().reset();
    useWall.getState().reset();
    const { page, go } = useNavigation.getState();
    if (path === null && OF_PROJECT.has(page.name)) go({ name: 'projects' });
    if (path !== null && (OF_PROJECT.has(page.name) || page.name === 'projects')) go({ name: 'gallery' });
  }, [path]);
}

export function App() {
  const info = useCall('app.info');
  const settings = useCall('settings.get').data;
  const { theme, language } = settings ?? {};
  useBindings(); // buttons and lists show the keys
  const page = useNavigation((state) => state.page);
  const project = info.data?.project;

  useEffect(() => followEvents(), []);
  useEffect(() => followKeys(), []);
  useActions(globalActions, 'global');
  useHistoryWords(project != null);
  useProjectPages(info.data && (project?.path ?? null));
  useEffect(() => {
    if (theme !== undefined) showTheme(theme);
  }, [theme]);
  useEffect(() => {
    if (settings) useBindings.setState({ preset: settings.keys, changes: settings.keyChanges });
  }, [settings]);
  useEffect(() => {
    if (language !== undefined) showLanguage(language);
  }, [language]);
  useEffect(() => {
    document.title = project ? `${project.name} · Lineament` : 'Lineament';
  }, [project]);

  // Between a project's end and the next page there is nothing to show of it.
  const homeless = !project && OF_PROJECT.has(page.name);
  const content = info.isLoadingError ? (
    <LoadProblem what="Lineament" error={info.error} retry={() => void info.refetch()} />
  ) : (
    info.data && !homeless && drawPage(page)
  );
  return (
    <div className="app">
      <Rail />
      <div className="app-page">
        <ErrorBoundary key={page.name}>{content}</ErrorBoundary>
      </div>
      <StatusBar project={project ?? null} device={info.data?.device} />
      {project && <JobTray />}
      <DropTarget hasProject={project != null} />
      <Dialogs />
      <Toasts />
      <Tooltip />
    </div>
  );
}
