/** What can be done wherever the window is. */
import type { ProjectStatus } from '../../electron/shared/domain/project.ts';
import { call, desktop } from '../api.ts';
import { chooseModel } from '../commands/model-commands.ts';
import { addFolder, addPhotos, findFaces, proposeLabels } from '../commands/photo-commands.ts';
import { chooseNewProject, chooseProject, showEditor } from '../commands/project-commands.ts';
import { queryClient } from '../queries.ts';
import { useConnection } from '../state/connection.ts';
import { openDialog } from '../state/dialogs.ts';
import { useNavigation } from '../state/navigation.ts';
import { showToast } from '../state/toasts.ts';
import { toggleTray } from '../state/tray.ts';
import type { Action } from './action.ts';
import { historyLabel } from './history-words.ts';

const hasProject = (): boolean => currentProject() !== null;
const currentProject = () => queryClient.getQueryData<{ project: object | null }>(['app.info'])?.project ?? null;

const { go } = useNavigation.getState();

export const addFolderAction: Action = {
  id: 'photos.add-folder',
  label: 'Add a folder of photos',
  section: 'File',
  keys: ['Ctrl+i'],
  enabled: hasProject,
  run: addFolder,
};

export const addPhotosAction: Action = {
  id: 'photos.add',
  label: 'Add photos',
  section: 'File',
  keys: [],
  enabled: hasProject,
  run: addPhotos,
};

export const findFacesAction: Action = {
  id: 'photos.find-faces',
  label: 'Find faces',
  section: 'Tools',
  keys: ['Ctrl+Shift+f'],
  enabled: hasProject,
  run: () => findFaces(),
};

export const proposeLabelsAction: Action = {
  id: 'photos.propose',
  label: 'Propose labels for all faces',
  section: 'Tools',
  keys: ['Ctrl+Shift+l'],
  enabled: hasProject,
  run: () => proposeLabels(),
};

export const newProjectAction: Action = {
  id: 'project.new',
  label: 'New project from a folder of photos',
  section: 'File',
  // Browsers keep Ctrl+N for themselves.
  keys: desktop ? ['Ctrl+n'] : ['Alt+n'],
  run: chooseNewProject,
};

export const openProjectAction: Action = {
  id: 'project.open',
  label: 'Open project',
  section: 'File',
  keys: ['Ctrl+o'],
  run: chooseProject,
};

export const galleryAction: Action = {
  id: 'go.gallery',
  label: 'Gallery',
  section: 'View',
  keys: ['Ctrl+1'],
  enabled: hasProject,
  run: () => go({ name: 'gallery' }),
};

export const editorAction: Action = {
  id: 'go.editor',
  label: 'Editor',
  section: 'View',
  keys: ['Ctrl+2'],
  enabled: hasProject,
  run: showEditor,
};

export const modelsAction: Action = {
  id: 'go.models',
  label: 'Models',
  section: 'View',
  keys: ['Ctrl+3'],
  run: () => go({ name: 'models' }),
};

export const projectsAction: Action = {
  id: 'go.projects',
  label: 'Projects',
  section: 'View',
  keys: ['Ctrl+0'],
  run: () => go({ name: 'projects' }),
};

export const settingsAction: Action = {
  id: 'go.settings',
  label: 'Settings',
  section: 'View',
  keys: ['Ctrl+,'],
  run: () => go({ name: 'settings' }),
};

export const jobsAction: Action = {
  id: 'view.jobs',
  label: 'Jobs',
  section: 'View',
  keys: ['Ctrl+j'],
  enabled: hasProject,
  run: toggleTray,
};

export const importModelAction: Action = {
  id: 'models.import',
  label: 'Import a model',
  section: 'Tools',
  keys: [],
  run: chooseModel,
};

export const duplicatesAction: Action = {
  id: 'photos.duplicates',
  label: 'Photos found twice',
  section: 'File',
  keys: [],
  enabled: () => (queryClient.getQueryData<ProjectStatus>(['project.status'])?.duplicates ?? 0) > 0,
  run: () => openDialog({ name: 'duplicates' }),
};

export const paletteAction: Action = {
  id: 'help.palette',
  label: 'Find a command',
  section: 'Help',
  keys: ['Ctrl+k', 'Ctrl+Shift+p'],
  run: () => openDialog({ name: 'palette' }),
};

export const keysAction: Action = {
  id: 'help.keys',
  label: 'Keys',
  section: 'Help',
  keys: ['?', 'F1'],
  run: () => openDialog({ name: 'keys' }),
};

async function step(method: 'history.undo' | 'history.redo', done: string): Promise<void> {
  const result = await call(method);
  showToast({
    level: 'info',
    message: result ? `${done}: ${result.description}` : `There is nothing to ${done === 'Undone' ? 'undo' : 'redo'}.`,
  });
}

/** In the order of menus and palette. */
export const globalActions: readonly Action[] = [
  newProjectAction,
  openProjectAction,
  {
    // Hands that have learned it press it all the same, and a browser would offer to save the page.
    id: 'project.save',
    label: 'Save',
    section: 'File',
    keys: ['Ctrl+s'],
    enabled: hasProject,
    run: () =>
      showToast({
        level: 'info',
        message:
          useConnection.getState().saving > 0
            ? 'Saving …'
            : 'Everything is saved: every change is kept as you make it.',
      }),
  },
  {
    id: 'project.close',
    label: 'Close project',
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
    run: () => step('history.undo', 'Undone'),
  },
  {
    id: 'edit.redo',
    get label() {
      return historyLabel('redo');
    },
    section: 'Edit',
    keys: ['Ctrl+Shift+z', 'Ctrl+y'],
    enabled: hasProject,
    run: () => step('history.redo', 'Redone'),
  },
  projectsAction,
  galleryAction,
  editorAction,
  modelsAction,
  settingsAction,
  jobsAction,
  findFacesAction,
  proposeLabelsAction,
  importModelAction,
  paletteAction,
  keysAction,
];
