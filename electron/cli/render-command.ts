/** The command that renders faces with all that is true of them. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { RenderService } from '../datasets/rendered/service.ts';
import { writeRendered } from '../datasets/write-rendered.ts';
import { threadUrl } from '../places.ts';
import type { ParsingProfile } from '../shared/domain/vocabulary.ts';
import { startThread } from '../thread-client.ts';
import type { Command } from './command.ts';
import { optionalText, text } from './options.ts';
import { UsageError } from './usage-error.ts';

/** A whole number in bounds. */
function whole(given: string, name: string, least: number, most: number): number {
  const number = Number(given);
  if (/^\d+$/.test(given) && number >= least && number <= most) return number;
  throw new UsageError(`--${name} is a whole number from ${least} to ${most}, not «${given}».`);
}

function profileOf(given: string): ParsingProfile {
  if (given === '11') return 'facexformer-11';
  if (given === '19') return 'celebamask-19';
  throw new UsageError(`--classes is 11 or 19, not «${given}».`);
}

/** Milliseconds between two lines of progress. */
const EVERY = 2000;

export const render: Command = {
  usage: '--count N --out DIR [--seed S] [--size 512] [--scenes] [--classes 11|19] [--outline]',
  about:
    'draws faces from formulas and writes them as a native dataset with all ten labels; --scenes: several people a picture; --outline: the jaw where it is seen',
  options: {
    count: { type: 'string' },
    out: { type: 'string' },
    seed: { type: 'string' },
    size: { type: 'string' },
    scenes: { type: 'boolean' },
    classes: { type: 'string' },
    outline: { type: 'boolean' },
  },
  words: [0, 0],
  async run({ values }) {
    const scenes = values['scenes'] === true;
    const wish = {
      folder: path.resolve(text(values, 'out')),
      count: whole(text(values, 'count'), 'count', 1, 1_000_000),
      seed: whole(optionalText(values, 'seed') ?? '1', 'seed', 0, 2 ** 40),
      size: whole(optionalText(values, 'size') ?? (scenes ? '640' : '512'), 'size', 64, 2048),
      scenes,
      profile: profileOf(optionalText(values, 'classes') ?? '11'),
      outline: values['outline'] === true,
    };
    const threads = Array.from({ length: Math.min(wish.count, availableParallelism()) }, () =>
      startThread<RenderService>('face renderer', threadUrl('faces-thread'), () => {}),
    );
    const started = Date.now();
    let told = started;
    try {
      const result = await writeRendered(wish, threads, (count) => {
        const now = Date.now();
        if (now - told < EVERY) return;
        told = now;
        console.error(`${count} of ${wish.count}, ${((1000 * count) / (now - started)).toFixed(1)} a second`);
      });
      const { pictures, faces, bytes } = result;
      return {
        json: { folder: wish.folder, ...result },
        text: `${pictures} pictures with ${faces} faces (${(bytes / 1e6).toFixed(1)} MB) in ${wish.folder}`,
        exitCode: 0,
      };
    } finally {
      await Promise.all(threads.map((thread) => thread.close()));
    }
  },
};
