/** Keys that come while the next face is on its way. */
import { expect, test } from 'vitest';
import { Turns } from '../../../renderer/actions/turns.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A person at a queue of faces who accepts, undoes and says things; each face takes its time to come. */
function walk() {
  const turns = new Turns();
  const done: string[] = [];
  let face = 1;
  const arrivals: (() => void)[] = [];
  const accept = () =>
    turns.take(() => {
      done.push(`accept ${face}`);
      void turns.move(async () => {
        await new Promise<void>((resolve) => arrivals.push(resolve));
        face++;
      });
    });
  const say = (word: string) => turns.take(() => void done.push(`${word} ${face}`));
  const arrive = async () => {
    arrivals.shift()?.();
    await settled();
  };
  return { turns, done, accept, say, arrive };
}

test('what comes while nothing is on its way is done at once', () => {
  const { done, say } = walk();
  say('male');
  expect(done).toEqual(['male 1']);
});

test('every key is for the face that is there after the keys before it', async () => {
  const { done, accept, say, arrive } = walk();
  accept();
  say('male');
  accept();
  say('happy');
  accept();
  expect(done).toEqual(['accept 1']);
  await arrive();
  expect(done).toEqual(['accept 1', 'male 2', 'accept 2']);
  await arrive();
  expect(done).toEqual(['accept 1', 'male 2', 'accept 2', 'happy 3', 'accept 3']);
});

test('a face that cannot be shown holds nothing up', async () => {
  const { turns, done, say } = walk();
  const going = turns.move(() => Promise.reject(new Error('gone')));
  say('male');
  await expect(going).rejects.toThrow('gone');
  expect(done).toEqual(['male 1']);
});

test('keys for a page that was left are not done', async () => {
  const { turns, done, accept, say, arrive } = walk();
  accept();
  say('male');
  turns.clear();
  await arrive();
  expect(done).toEqual(['accept 1']);
});
