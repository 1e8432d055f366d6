/** Builds the window into out/renderer and the main side into out/electron. */
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { root, stamp } from './steps.ts';

/** Hosts, and the entries of the threads; all side by side, because they find each other by their place. */
const ENTRIES = ['main', 'cli', 'core-thread', 'engine', 'photos', 'datasets', 'faces-thread', 'people'];
/** Stay packages: those with native code, the CommonJS one that looks for its own place, and what only the host has. */
const EXTERNAL = ['better-sqlite3', 'onnxruntime-node', 'sharp', 'heic-decode', 'electron', /^node:/];

const common: InlineConfig = { configFile: false, root, logLevel: 'warn' };

const renderer: InlineConfig = {
  ...common,
  root: path.join(root, 'renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: path.join(root, 'out/renderer'),
    emptyOutDir: true,
    target: 'es2024',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000, // kB; it comes from this machine, not over a network
  },
};

const mainSide: InlineConfig = {
  ...common,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: path.join(root, 'out/electron'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(ENTRIES.map((name) => [name, path.join(root, 'electron', `${name}.ts`)])),
      external: EXTERNAL,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
};

/** A sandboxed preload script is CommonJS. */
const preload: InlineConfig = {
  ...common,
  build: {
    ssr: path.join(root, 'electron/preload.ts'),
    outDir: path.join(root, 'out/electron'),
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'preload.cjs' } },
  },
};

rmSync(stamp, { force: true });
const started = new Date();
await Promise.all([build(renderer), build(mainSide)]);
await build(preload);
writeFileSync(stamp, '');
utimesSync(stamp, started, started); // what changed meanwhile counts as newer
