/** Words of the command line that mean nothing: the exit code is 2, and the command's usage is told. */
export class UsageError extends Error {}
