/**
 * The frozen faces of a round in one file, one after the other: what planning a training needs, then everything, deflated. It is written once,
 * so a round that is resumed or trained again learns from the very same labels, whatever people change meanwhile.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { writePieces } from '../inference/weights-source.ts';
import type { AnnotationValue } from '../shared/domain/annotation.ts';
import type { Split } from '../shared/domain/evaluation.ts';
import type { Box } from '../shared/domain/geometry.ts';
import type { FaceId, ModelId } from '../shared/domain/ids.ts';
import type { Image } from '../shared/domain/image.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
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
  /** For labels that a person has accepted as a model proposed them, that model. */
  proposedBy: Partial<Record<Task, ModelId>>;
}

/** What is read of a face to plan a training: not its label map. */
export interface PackHead {
  part: Split;
  path: string;
  tasks: Task[];
  /** Who it is, where that is labelled. */
  person: string | null;
}

function headOf({ part, photo, labels }: FrozenFace): PackHead {
  const identity = labels.find((label) => label.task === 'identity');
  return { part, path: photo.path, tasks: labels.map(({ task }) => task), person: identity?.value.label ?? null };
}

const HEADER_BYTES = 8;

function* framesOf(faces: Iterable<FrozenFace>): Generator<Uint8Array> {
  for (const face of faces) {
    const [head, body] = [encode(headOf(face)), deflateRawSync(encode(face), { level: 1 })];
    const lengths = new Uint8Array(HEADER_BYTES);
    const view = new DataView(lengths.buffer);
    view.setUint32(0, head.length, true);
    view.setUint32(4, body.length, true);
    yield lengths;
    yield head;
    yield body;
  }
}

export const writePack = (file: string, faces: Iterable<FrozenFace>): void => writePieces(file, framesOf(faces));

export interface Pack {
  readonly count: number;
  head(index: number): PackHead;
  read(index: number): FrozenFace;
  close(): void;
}

/** @throws {ProblemError} `not-found` or `unreadable` */
export function openPack(file: string): Pack {
  const damaged = (error: unknown) =>
    new ProblemError('unreadable', `The frozen faces ${file} are damaged. Prepare the round again.`, { cause: error });
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    throw new ProblemError('not-found', `The frozen faces ${file} are missing. Prepare the round again.`, {
      cause: error,
    });
  }
  const read = (offset: number, length: number): Uint8Array => {
    const bytes = new Uint8Array(length);
    if (readSync(descriptor, bytes, 0, length, offset) !== length) throw damaged(new Error('cut short'));
    return bytes;
  };
  const { size } = fstatSync(descriptor);
  const places: { offset: number; head: number; body: number }[] = [];
  for (let at = 0; at < size; ) {
    const view = new DataView(read(at, HEADER_BYTES).buffer);
    const place = { offset: at + HEADER_BYTES, head: view.getUint32(0, true), body: view.getUint32(4, true) };
    places.push(place);
    at = place.offset + place.head + place.body;
  }
  return {
    count: places.length,
    head(index) {
      const { offset, head } = places[index]!;
      return decode(read(offset, head)) as PackHead;
    },
    read(index) {
      const { offset, head, body } = places[index]!;
      const bytes = read(offset + head, body);
      try {
        return decode(new Uint8Array(inflateRawSync(bytes))) as FrozenFace;
      } catch (error) {
        throw damaged(error);
      }
    },
    close: () => closeSync(descriptor),
  };
}
