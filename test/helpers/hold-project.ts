/** A process of its own that opens the project named on the command line, says so, and keeps it open, referred to or not. */
import { openProject } from '../../electron/store/open.ts';

openProject(process.argv[2] ?? '');
await new Promise((resolve) => setTimeout(resolve, 0));
globalThis.gc?.();
process.stdout.write('open\n');
setInterval(() => {}, 60_000);
