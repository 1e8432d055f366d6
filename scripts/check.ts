/** Types and lint, for a look before a commit. */
import { checkTypes, lint } from './steps.ts';

process.exit(checkTypes() && lint() ? 0 : 1);
