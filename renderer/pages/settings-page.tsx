/** Settings: how the window looks, how keys behave, and how faces are looked for. */
import { type ReactNode, useId } from 'react';
import type { Settings } from '../../electron/shared/domain/project.ts';
import { keysAction } from '../actions/global-actions.ts';
import { call } from '../api.ts';
import { ActionButton } from '../components/button.tsx';
import { useDraft } from '../components/field.tsx';
import { Segmented } from '../components/segmented.tsx';
import { callQuery, queryClient, useCall } from '../queries.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import './list-page.css';
import './settings-page.css';

const words = strings.settings;

/** Shown at once; taken back if the core refuses. */
async function change(part: Partial<Settings>): Promise<void> {
  const { queryKey } = callQuery('settings.get');
  const before = queryClient.getQueryData<Settings>(queryKey);
  queryClient.setQueryData<Settings>(queryKey, (settings) => settings && { ...settings, ...part });
  const after = await attempt(() => call('settings.set', part));
  queryClient.setQueryData(queryKey, after ?? before);
}

const set = (part: Partial<Settings>): void => void change(part);

interface SettingProps {
  label: string;
  about: string;
  children(ids: { id: string; 'aria-describedby': string }): ReactNode;
}

function Setting({ label, about, children }: SettingProps) {
  const id = useId();
  return (
    <li className="row setting">
      <div className="row-text">
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-about`}>{about}</p>
      </div>
      {children({ id, 'aria-describedby': `${id}-about` })}
    </li>
  );
}

const THEMES = [
  { value: 'system', label: words.themes.system },
  { value: 'light', label: words.themes.light },
  { value: 'dark', label: words.themes.dark },
] as const;

/** A language is listed in its own words. */
const LANGUAGE_CHOICES = [
  { value: 'system', label: words.languageSystem },
  { value: 'en', label: 'English' },
  { value: 'zh', label: '简体中文' },
] as const;

const PRECISIONS = [
  { value: 'exact', label: words.fastChoices.exact },
  { value: 'fast', label: words.fastChoices.fast },
] as const;

const STARTER_CHOICES = [
  { value: 'without', label: words.starterChoices.without },
  { value: 'with', label: words.starterChoices.with },
] as const;

const PRESETS = [
  { value: 'lineament', label: 'Lineament' },
  { value: 'cvat', label: 'CVAT' },
  { value: 'x-anylabeling', label: 'X-AnyLabeling' },
] as const;

function Appearance({ settings }: { settings: Settings }) {
  return (
    <section>
      <h2>{words.window}</h2>
      <ul className="rows">
        <Setting label={words.theme} about={words.themeAbout}>
          {() => (
            <Segmented
              label={words.theme}
              value={settings.theme}
              options={THEMES}
              onChange={(theme) => set({ theme })}
            />
          )}
        </Setting>
        <Setting label={words.language} about={words.languageAbout}>
          {() => (
            <Segmented
              label={words.language}
              value={settings.language}
              options={LANGUAGE_CHOICES}
              onChange={(language) => set({ language })}
            />
          )}
        </Setting>
        <Setting label={strings.keys.preset} about={strings.keys.presetAbout}>
          {() => (
            <Segmented
              label={strings.keys.preset}
              value={settings.keys}
              options={PRESETS}
              onChange={(keys) => set({ keys })}
            />
          )}
        </Setting>
      </ul>
    </section>
  );
}

function Work({ settings }: { settings: Settings }) {
  const person = useDraft(settings.person, (draft) => set({ person: draft.trim() }));
  return (
    <section>
      <h2>{words.work}</h2>
      <ul className="rows">
        <Setting label={words.person} about={words.personAbout}>
          {(ids) => <input {...ids} className="input" maxLength={100} placeholder={words.unnamed} {...person} />}
        </Setting>
        <Setting label={words.fast} about={words.fastAbout}>
          {() => (
            <Segmented
              label={words.fast}
              value={settings.fastProposals ? 'fast' : 'exact'}
              options={PRECISIONS}
              onChange={(precision) => set({ fastProposals: precision === 'fast' })}
            />
          )}
        </Setting>
        <Setting label={words.starter} about={words.starterAbout}>
          {() => (
            <Segmented
              label={words.starter}
              value={settings.starterOnPeople ? 'with' : 'without'}
              options={STARTER_CHOICES}
              onChange={(choice) => set({ starterOnPeople: choice === 'with' })}
            />
          )}
        </Setting>
      </ul>
    </section>
  );
}

const SIZE = { min: 8, max: 500 };

function Finding({ settings }: { settings: Settings }) {
  const size = useDraft(String(settings.smallestFace), (draft) => {
    const pixels = Math.round(Number(draft));
    if (Number.isFinite(pixels)) set({ smallestFace: Math.min(SIZE.max, Math.max(SIZE.min, pixels)) });
  });
  const score = useDraft(String(settings.detectorScore), (draft) => set({ detectorScore: Number(draft) }));
  return (
    <section>
      <h2>{words.finding}</h2>
      <ul className="rows">
        <Setting label={words.smallestFace} about={words.smallestFaceAbout}>
          {(ids) => (
            <span className="setting-unit">
              <input {...ids} className="input" type="number" step={1} {...SIZE} {...size} />
              px
            </span>
          )}
        </Setting>
        <Setting label={words.lowestScore} about={words.lowestScoreAbout}>
          {(ids) => (
            <span className="setting-unit">
              <input
                {...ids}
                className="range"
                type="range"
                min={0.05}
                max={0.99}
                step={0.01}
                {...score}
                onPointerUp={score.onBlur}
                onKeyUp={score.onBlur}
              />
              <output>{Number(score.value).toFixed(2)}</output>
            </span>
          )}
        </Setting>
      </ul>
    </section>
  );
}

export function SettingsPage() {
  const settings = useCall('settings.get').data;
  return (
    <main className="list-page scroll" aria-label={words.title}>
      <div className="list-column">
        <header>
          <div>
            <h1>{words.title}</h1>
            <p className="list-about">{words.about}</p>
          </div>
          <ActionButton action={keysAction} label={words.showKeys} />
        </header>
        {settings && (
          <>
            <Appearance settings={settings} />
            <Work settings={settings} />
            <Finding settings={settings} />
          </>
        )}
      </div>
    </main>
  );
}
