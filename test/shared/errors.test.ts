import { expect, test } from 'vitest';
import { z } from 'zod';
import { ProblemError, replyTo, toProblem, unwrapReply } from '../../electron/shared/errors.ts';

const failWith = (code: string) => Object.assign(new Error(`${code}: no`), { code });

test('a problem keeps its code and sentence on the way through a reply', async () => {
  const reply = await replyTo(() => {
    throw new ProblemError('in-use', 'The project is open elsewhere.');
  });
  expect(reply).toEqual({ problem: { code: 'in-use', message: 'The project is open elsewhere.' } });
  expect(() => unwrapReply(reply)).toThrow(ProblemError);
});

test('a reply carries the value of a call that works', async () => {
  expect(unwrapReply(await replyTo(async () => 7))).toBe(7);
});

test.each([
  ['ENOSPC', 'disk is full'],
  ['SQLITE_FULL', 'disk is full'],
  ['SQLITE_IOERR_WRITE', 'Check the disk'],
  ['EROFS', 'read-only'],
  ['EACCES', 'Allow access'],
])('%s is told as a storage problem with something to do', (code, words) => {
  const problem = toProblem(failWith(code));
  expect(problem.code).toBe('storage');
  expect(problem.message).toContain(words);
});

test('a value of the wrong shape names its field', () => {
  const result = z.object({ box: z.object({ width: z.number() }) }).safeParse({ box: { width: 'wide' } });
  expect(toProblem(result.error)).toMatchObject({ code: 'bad-input', message: expect.stringContaining('box.width') });
});
