/** The command line of a clone: the built one, built anew where a source has changed. */
import { pathToFileURL } from 'node:url';
import { cli, ensureBuilt } from './steps.ts';

ensureBuilt();
await import(pathToFileURL(cli).href);
