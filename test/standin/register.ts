/** Makes the name `electron` mean the stand-in, for import and require alike: `node --import …/register.ts out/electron/main.js`. */
import { registerHooks } from 'node:module';

const url = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (name, context, next) => (name === 'electron' ? { url, shortCircuit: true } : next(name, context)),
});
