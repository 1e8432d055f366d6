/** A text file of a dataset, gathered in memory and written in pieces, hashed on its way. */
import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { TextFile, WrittenFile } from './output.ts';

/** Text is written in pieces of about this many characters. */
const PIECE = 1 << 18;

export class GrowingText implements TextFile {
  /** Its name in the dataset; null for one that is not a part of it. */
  readonly file: string | null;
  readonly full: string;
  #pending: string[] = [];
  #length = 0;
  #bytes = 0;
  #handle: FileHandle | null = null;
  #written: WrittenFile | null = null;
  readonly #hash = createHash('sha256');

  constructor(file: string | null, full: string) {
    this.file = file;
    this.full = full;
  }

  async write(text: string): Promise<void> {
    this.#pending.push(text);
    this.#length += text.length;
    if (this.#length >= PIECE) await this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#handle === null) {
      await mkdir(path.dirname(this.full), { recursive: true });
      this.#handle = await open(this.full, 'w+');
    }
    const piece = Buffer.from(this.#pending.join(''));
    this.#pending = [];
    this.#length = 0;
    this.#hash.update(piece);
    this.#bytes += piece.length;
    await this.#handle.writeFile(piece);
  }

  /** Copies all of it into another text. */
  async into(file: TextFile): Promise<void> {
    await this.#flush();
    const piece = Buffer.alloc(1 << 16);
    const decoder = new TextDecoder();
    for (let at = 0; at < this.#bytes; ) {
      const { bytesRead } = await this.#handle!.read(piece, 0, piece.length, at);
      at += bytesRead;
      await file.write(decoder.decode(piece.subarray(0, bytesRead), { stream: at < this.#bytes }));
    }
  }

  async end(): Promise<WrittenFile> {
    if (this.#written) return this.#written;
    await this.#flush();
    await this.#handle?.close();
    this.#written = { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
    return this.#written;
  }
}
