/** Names of files that every system can keep and no two of which are the same. */
import path from 'node:path';

/** What some system forbids in a name, and what cannot be seen. */
const FORBIDDEN = /[\p{Cc}/\\:*?"<>|]/gu;
/** Names of devices on Windows. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
/** Bytes of a name that every file system takes, with room for endings. */
const LONGEST = 200;

/** Text in one line: white space is one space. */
export const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** The name without what a file system may refuse: letters of every script and spaces stay. */
export function safeName(name: string): string {
  const blank = (dots: string) => '_'.repeat(dots.length);
  const clean = name
    .normalize('NFC')
    .replace(FORBIDDEN, '_')
    .replace(/^[. ]+/, blank);
  const named = clean === '' || RESERVED.test(clean) ? `_${clean}` : clean;
  let short = named;
  while (Buffer.byteLength(short) > LONGEST) short = [...short].slice(0, -1).join('');
  return short.replace(/[. ]+$/, blank);
}

/** A path without its ending. */
export const stemOf = (name: string): string => {
  const { dir, name: stem } = path.posix.parse(name);
  return dir === '' ? stem : `${dir}/${stem}`;
};

/** The stem of a picture's name, numbered where another picture has it: `a.jpg` and `a.png` become `a` and `a-2`. */
export function uniqueStem(name: string, taken: Set<string>): string {
  const stem = stemOf(name);
  for (let count = 1; ; count++) {
    const unique = count === 1 ? stem : `${stem}-${count}`;
    const folded = unique.normalize('NFC').toLowerCase();
    if (taken.has(folded)) continue;
    taken.add(folded);
    return unique;
  }
}
