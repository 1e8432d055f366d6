/** Lines of a file of any length, and where they begin. */
import { createReadStream } from 'node:fs';

export interface WholeLine {
  /** In bytes from the file's beginning. */
  at: number;
  text: string;
}

/** Ends at the last line feed: what comes after it is a line that was cut short. */
export async function* wholeLines(file: string): AsyncGenerator<WholeLine> {
  let rest: Buffer = Buffer.alloc(0);
  let at = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 16 })) {
    const piece = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      yield { at: at + from, text: piece.toString('utf8', from, end) };
      from = end + 1;
    }
    at += from;
    rest = piece.subarray(from);
  }
}
