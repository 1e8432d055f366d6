/** The command that serves the workstation to a browser. */
import path from 'node:path';
import { defaultDataDir } from '../places.ts';
import { serve as startServer } from '../serve.ts';
import type { Command } from './command.ts';
import { UsageError } from './usage-error.ts';

function toPort(value: string | boolean | undefined): number {
  if (value === undefined) return 0;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError(`--port takes a whole number from 0 to 65535, not «${value}».`);
}

export const serve: Command = {
  usage: '[PROJECT] [--port P] [--host ADDRESS --token T]',
  about: 'serves the workstation to a browser and prints the address with its token; ends with Ctrl-C',
  options: { port: { type: 'string' }, host: { type: 'string' }, token: { type: 'string' } },
  words: [0, 1],
  async run({ words: [project], values }) {
    const text = (name: string) => (typeof values[name] === 'string' ? { [name]: values[name] } : {});
    const server = await startServer({
      port: toPort(values['port']),
      dataDir: typeof values['data'] === 'string' ? path.resolve(values['data']) : defaultDataDir(),
      ...text('host'),
      ...text('token'),
      ...(project ? { project: path.resolve(project) } : {}),
    });
    console.log(server.url);
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    await server.close();
    return { json: { skipped: [] }, text: 'Stopped.', exitCode: 0 };
  },
};
