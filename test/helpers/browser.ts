/** Chromium for tests: the browser of this machine, without a window and without a past. */
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.ts';

/** The size of a window as people have it. */
export const VIEWPORT = { width: 1440, height: 900 };

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    chromiumSandbox: false,
    args: ['--no-first-run', '--disable-quic', '--disable-background-networking', '--disable-component-update'],
  });
}
