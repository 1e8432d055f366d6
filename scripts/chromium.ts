/** Where this machine has a Chromium or Chrome for the end-to-end tests. */
import { existsSync } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable];
    return folder ? [path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [];
  }),
};

const HELP: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'apt install chromium (Debian), dnf install chromium (Fedora)',
  darwin: 'brew install --cask chromium',
  win32: 'winget install Google.Chrome',
};

/** @throws an Error that says how to get one. */
export function findChromium(): string {
  const chosen = process.env['LINEAMENT_CHROMIUM'];
  const onPath = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  const candidates = chosen ? [chosen] : [...onPath, ...(PLACES[process.platform] ?? [])];
  const found = candidates.find((file) => existsSync(file));
  if (found) return found;
  if (chosen) throw new Error(`LINEAMENT_CHROMIUM names ${chosen}, which is not there.`);
  const how = HELP[process.platform] ?? 'install Chromium or Chrome';
  throw new Error(
    `The end-to-end tests need Chromium or Chrome. Get one (${how}), or name yours in LINEAMENT_CHROMIUM.`,
  );
}
