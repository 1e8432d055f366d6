/**
 * The frozen faces of a round in one file: a line of deflated frames, each with its length in front. It is written once,
 * so a round that is resumed or trained again learns from the very same labels, whatever people change meanwhile.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { writePieces } from '../inference/weights-source.ts';
import type { AnnotationValue } from '../shared/domain/annotation.ts';
import type { Split } from '../shared/domain/evaluation.ts';
import type { Box } from '../shared/domain/geometry.ts';
import type { FaceId } from '../shared/domain/ids.ts';
import type { Image } from '../shared/domain/image.ts';
import { ProblemError } from '../shared/errors.ts';
import { decode, encode } from '../shared/wire.ts';

export interface FrozenFace {
  face: FaceId;
  revision: number;
  part: Split;
  photo: Pick<Image, 'path' | 'hash' | 'width' | 'height'>;
  box: Box;
  /** In the coordinates of the photo. */
  labels: AnnotationValue[];
}

function* framesOf(faces: Iterable<FrozenFace>): Generator<Uint8Array> {
  for (const face of faces) {
    const bytes = deflateRawSync(encode(face), { level: 1 });
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length, true);
    yield length;
    yield bytes;
  }
}

export const writePack = (file: string, faces: Iterable<FrozenFace>): void => writePieces(file, framesOf(faces));

export interface Pack {
  readonly count: number;
  read(index: number): FrozenFace;
  close(): void;
}

/** @throws {ProblemError} `not-found` or `unreadable` */
export function openPack(file: string): Pack {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    throw new ProblemError('not-found', `The frozen faces ${file} are missing. Prepare the round again.`, {
      cause: error,
    });
  }
  const places: { offset: number; length: number }[] = [];
  const head = new Uint8Array(4);
  for (let at = 0; readSync(descriptor, head, 0, 4, at) === 4; ) {
    const length = new DataView(head.buffer).getUint32(0, true);
    places.push({ offset: at + 4, length });
    at += 4 + length;
  }
  return {
    count: places.length,
    read(index) {
      const { offset, length } = places[index]!;
      const bytes = new Uint8Array(length);
      try {
        if (readSync(descriptor, bytes, 0, length, offset) !== length) throw new Error('cut short');
        return decode(new Uint8Array(inflateRawSync(bytes))) as FrozenFace;
      } catch (error) {
        throw new ProblemError('unreadable', `The frozen faces ${file} are damaged. Prepare the round again.`, {
          cause: error,
        });
      }
    },
    close: () => closeSync(descriptor),
  };
}
