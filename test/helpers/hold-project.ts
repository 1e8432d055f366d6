/** A process of its own that opens the project named on the command line, says so, and keeps it open. */
import { openProject } from '../../electron/store/open.ts';

openProject(process.argv[2] ?? '');
process.stdout.write('open\n');
setInterval(() => {}, 60_000);
