/** What can be done wherever the window is. */
import type { ProjectStatus } from '../../electron/shared/domain/project.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { call, desktop } from '../api.ts';
import { chooseModel } from '../commands/model-commands.ts';
import { addFolder, addPhotos, findFaces, proposeLabels } from '../commands/photo-commands.ts';
import {
  chooseNewFromDataset,
  chooseNewProject,
  chooseProject,
  openSample,
  showEditor,
} from '../commands/project-commands.ts';
import { startPass } from '../commands/start-pass.ts';
import { queryClient } from '../queries.ts';
import { useConnection } from '../state/connection.ts';
import { openDialog } from '../state/dialogs.ts';
import { useNavigation } from '../state/navigation.ts';
import { showToast } from '../state/toasts.ts';
import { toggleTray } from '../state/tray.ts';
import { strings } from '../strings/strings.ts';
import type { Action } from './action.ts';
import { historyLabel } from './history-words.ts';

const words = strings.actions;

const hasProject = (): boolean => currentProject() !== null;
const currentProject = () => queryClient.getQueryData<{ project: object | null }>(['app.info'])?.project ?? null;

const { go } = useNavigation.getState();

export const addFolderAction: Action = {
  id: 'photos.add-folder',
  label: words.addFolder,
  section: 'File',
  keys: ['Ctrl+i'],
  enabled: hasProject,
  run: addFolder,
};

export const addPhotosAction: Action = {
  id: 'photos.add',
  label: words.addPhotos,
  section: 'File',
  keys: [],
  enabled: hasProject,
  run: addPhotos,
};

export const findFacesAction: Action = {
  id: 'photos.find-faces',
  label: words.findFaces,
  section: 'Tools',
  keys: ['Ctrl+Shift+f'],
  enabled: hasProject,
  run: () => findFaces(),
};

export const proposeLabelsAction: Action = {
  id: 'photos.propose',
  label: words.proposeAll,
  section: 'Tools',
  keys: ['Ctrl+Shift+l'],
  enabled: hasProject,
  run: () => proposeLabels(),
};

export const newProjectAction: Action = {
  id: 'project.new',
  label: words.newProject,
  section: 'File',
  // Browsers keep Ctrl+N for themselves.
  keys: desktop ? ['Ctrl+n'] : ['Alt+n'],
  run: chooseNewProject,
};

export const newFromDatasetAction: Action = {
  id: 'project.new-from-dataset',
  label: words.newFromDataset,
  section: 'File',
  keys: [],
  run: chooseNewFromDataset,
};

export const sampleProjectAction: Action = {
  id: 'project.sample',
  label: words.sampleProject,
  section: 'File',
  keys: [],
  run: openSample,
};

export const openProjectAction: Action = {
  id: 'project.open',
  label: words.openProject,
  section: 'File',
  keys: ['Ctrl+o'],
  run: chooseProject,
};

export const galleryAction: Action = {
  id: 'go.gallery',
  label: words.gallery,
  section: 'View',
  keys: ['Alt+1', 'Ctrl+1'],
  enabled: hasProject,
  run: () => go({ name: 'gallery' }),
};

export const editorAction: Action = {
  id: 'go.editor',
  label: words.editor,
  section: 'View',
  keys: ['Alt+2', 'Ctrl+2'],
  enabled: hasProject,
  run: showEditor,
};

export const wallAction: Action = {
  id: 'go.wall',
  label: words.wall,
  section: 'View',
  keys: ['Alt+3'],
  enabled: hasProject,
  run: () => go({ name: 'wall' }),
};

export const roundsAction: Action = {
  id: 'go.rounds',
  label: words.rounds,
  section: 'View',
  keys: ['Alt+4'],
  enabled: hasProject,
  run: () => go({ name: 'rounds' }),
};

export const insightAction: Action = {
  id: 'go.insight',
  label: words.insight,
  section: 'View',
  keys: ['Alt+5'],
  enabled: hasProject,
  run: () => go({ name: 'insight' }),
};

export const datasetsAction: Action = {
  id: 'go.datasets',
  label: words.datasets,
  section: 'View',
  keys: ['Alt+6'],
  enabled: hasProject,
  run: () => go({ name: 'datasets' }),
};

export const modelsAction: Action = {
  id: 'go.models',
  label: words.models,
  section: 'View',
  keys: ['Alt+7', 'Ctrl+3'],
  run: () => go({ name: 'models' }),
};

export const projectsAction: Action = {
  id: 'go.projects',
  label: words.projects,
  section: 'View',
  keys: ['Alt+0', 'Ctrl+0'],
  run: () => go({ name: 'projects' }),
};

export const settingsAction: Action = {
  id: 'go.settings',
  label: words.settings,
  section: 'View',
  keys: ['Ctrl+,'],
  run: () => go({ name: 'settings' }),
};

export const jobsAction: Action = {
  id: 'view.jobs',
  label: words.jobs,
  section: 'View',
  keys: ['Ctrl+j'],
  enabled: hasProject,
  run: toggleTray,
};

export const importModelAction: Action = {
  id: 'models.import',
  label: words.importModel,
  section: 'Tools',
  keys: [],
  run: chooseModel,
};

export const duplicatesAction: Action = {
  id: 'photos.duplicates',
  label: words.duplicates,
  section: 'File',
  keys: [],
  enabled: () => (queryClient.getQueryData<ProjectStatus>(['project.status'])?.duplicates ?? 0) > 0,
  run: () => openDialog({ name: 'duplicates' }),
};

export const paletteAction: Action = {
  id: 'help.palette',
  label: words.palette,
  section: 'Help',
  keys: ['Ctrl+k', 'Ctrl+Shift+p'],
  run: () => openDialog({ name: 'palette' }),
};

export const keysAction: Action = {
  id: 'help.keys',
  label: words.keys,
  section: 'Help',
  keys: ['?', 'F1'],
  run: () => openDialog({ name: 'keys' }),
};

/** One answer a face, and the next face. */
export const passAction = (task: Task): Action => ({
  id: `pass.start-${task}`,
  label: strings.review.startPass(strings.labels.tasks[task]),
  section: 'Face',
  keys: [],
  enabled: hasProject,
  run: () => startPass(task),
});

async function undo(): Promise<void> {
  const step = await call('history.undo');
  showToast({
    level: 'info',
    message: step ? words.undone(strings.history.step(step.description)) : words.nothingToUndo,
  });
}

async function redo(): Promise<void> {
  const step = await call('history.redo');
  showToast({
    level: 'info',
    message: step ? words.redone(strings.history.step(step.description)) : words.nothingToRedo,
  });
}

/** In the order of menus and palette. */
export const globalActions: readonly Action[] = [
  newProjectAction,
  newFromDatasetAction,
  openProjectAction,
  sampleProjectAction,
  {
    // Hands that have learned it press it all the same, and a browser would offer to save the page.
    id: 'project.save',
    label: words.save,
    section: 'File',
    keys: ['Ctrl+s'],
    enabled: hasProject,
    run: () =>
      showToast({
        level: 'info',
        message: useConnection.getState().saving > 0 ? words.saving : words.allSaved,
      }),
  },
  {
    id: 'project.close',
    label: words.closeProject,
    section: 'File',
    keys: [],
    enabled: hasProject,
    run: () => call('project.close'),
  },
  addFolderAction,
  addPhotosAction,
  duplicatesAction,
  {
    id: 'edit.undo',
    get label() {
      return historyLabel('undo');
    },
    section: 'Edit',
    keys: ['Ctrl+z'],
    enabled: hasProject,
    run: undo,
  },
  {
    id: 'edit.redo',
    get label() {
      return historyLabel('redo');
    },
    section: 'Edit',
    keys: ['Ctrl+Shift+z', 'Ctrl+y'],
    enabled: hasProject,
    run: redo,
  },
  projectsAction,
  galleryAction,
  editorAction,
  wallAction,
  roundsAction,
  insightAction,
  datasetsAction,
  modelsAction,
  settingsAction,
  jobsAction,
  ...TASKS.map(passAction),
  findFacesAction,
  proposeLabelsAction,
  importModelAction,
  paletteAction,
  keysAction,
];
