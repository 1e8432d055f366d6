/** The strip at the left edge: where one can go. */

import {
  Boxes,
  ChartColumn,
  Command,
  Database,
  FolderOpen,
  GraduationCap,
  Images,
  Keyboard,
  LayoutGrid,
  type LucideIcon,
  ScanFace,
  Settings,
} from 'lucide-react';
import type { Action } from '../actions/action.ts';
import { isEnabled } from '../actions/action.ts';
import { shownKey } from '../actions/bindings.ts';
import {
  datasetsAction,
  editorAction,
  galleryAction,
  insightAction,
  keysAction,
  modelsAction,
  paletteAction,
  projectsAction,
  roundsAction,
  settingsAction,
  wallAction,
} from '../actions/global-actions.ts';
import { keyText } from '../actions/keys.ts';
import { runAction } from '../actions/run.ts';
import { isMac } from '../platform.ts';
import { useCall } from '../queries.ts';
import { type Page, useNavigation } from '../state/navigation.ts';
import { strings } from '../strings/strings.ts';
import './rail.css';

interface Place {
  action: Action;
  icon: LucideIcon;
  page?: Page['name'];
}

const PLACES: readonly Place[] = [
  { action: projectsAction, icon: FolderOpen, page: 'projects' },
  { action: galleryAction, icon: Images, page: 'gallery' },
  { action: editorAction, icon: ScanFace, page: 'editor' },
  { action: wallAction, icon: LayoutGrid, page: 'wall' },
  { action: roundsAction, icon: GraduationCap, page: 'rounds' },
  { action: insightAction, icon: ChartColumn, page: 'insight' },
  { action: datasetsAction, icon: Database, page: 'datasets' },
  { action: modelsAction, icon: Boxes, page: 'models' },
];

const HELPERS: readonly Place[] = [
  { action: paletteAction, icon: Command },
  { action: keysAction, icon: Keyboard },
  { action: settingsAction, icon: Settings, page: 'settings' },
];

function RailButton({ action, icon: Icon, page }: Place) {
  const here = useNavigation((state) => state.page.name) === page;
  const shortcut = shownKey(action);
  return (
    <button
      type="button"
      className="rail-button"
      aria-label={action.label}
      aria-current={here ? 'page' : undefined}
      data-tip={action.label}
      data-tip-key={shortcut && keyText(shortcut, isMac)}
      data-tip-side="right"
      disabled={!isEnabled(action)}
      onClick={() => runAction(action)}
    >
      <Icon aria-hidden />
    </button>
  );
}

export function Rail() {
  useCall('app.info'); // what is enabled follows from the project
  return (
    <nav className="rail" aria-label={strings.actions.places}>
      {PLACES.map((place) => (
        <RailButton key={place.action.id} {...place} />
      ))}
      <span className="rail-space" />
      {HELPERS.map((place) => (
        <RailButton key={place.action.id} {...place} />
      ))}
    </nav>
  );
}
