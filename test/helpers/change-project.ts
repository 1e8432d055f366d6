/**
 * A process of its own that opens the project named on the command line and changes it until it is killed, or as often
 * as a second word says: photos come in, faces are drawn, moved and labelled, steps are taken back and done again. Each
 * change that the store calls saved is told in a line of JSON before the next one begins.
 */
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { FaceId, ImageId } from '../../electron/shared/domain/ids.ts';
import { ContentHash, ModelId } from '../../electron/shared/domain/ids.ts';
import type { Change } from '../../electron/shared/domain/patch.ts';
import { facesOf, replaceProposedFaces } from '../../electron/store/faces.ts';
import { addFace, applyEdits, redo, undo } from '../../electron/store/history.ts';
import { insertImage } from '../../electron/store/images.ts';
import { openProject } from '../../electron/store/open.ts';
import { type Saved, savedFace } from './saved.ts';

const { db } = openProject(process.argv[2] ?? '');
const times = Number(process.argv[3] ?? Number.POSITIVE_INFINITY);
const by = { person: 'Anna' };
const origin = { kind: 'person', name: 'Anna' } as const;
const detector = ModelId.parse('00000000000000d1');

function importPhotos(): ImageId[] {
  return db.transaction(() =>
    [0, 1, 2].map(() => {
      const n = Number(db.prepare('SELECT count(*) FROM images').pluck().get());
      const hash = ContentHash.parse(createHash('sha256').update(String(n)).digest('hex'));
      const size = { bytes: 1, mtime: 1, width: 640, height: 480, orientation: 1 };
      const { id } = insertImage(db, { path: `/photos/${n}.jpg`, hash, format: 'jpeg', ...size });
      const box = { x: 1, y: 1, width: 10, height: 10 };
      replaceProposedFaces(db, id, [{ box, score: 0.5 }], detector);
      return id;
    }),
  )();
}

function edit(image: ImageId, n: number): FaceId[] {
  const faces = facesOf(db, image);
  const edits = faces.map((face) => {
    const move: Change = {
      field: 'box',
      from: { box: face.box, origin: face.origin },
      to: { box: { ...face.box, x: n }, origin },
    };
    const from = face.annotations.find(({ task }) => task === 'race') ?? null;
    const to = { task: 'race', value: { label: n % 2 ? 'Asian' : 'Black' }, origin, confidence: null } as const;
    const label: Change = { field: 'annotation', task: 'race', from, to };
    return { face: face.id, baseRevision: face.revision, changes: [move, label] };
  });
  if (edits.length > 0) applyEdits(db, edits, by);
  return faces.map(({ id }) => id);
}

let images = importPhotos();
for (let n = 0; n < times; n++) {
  const image = images[n % images.length]!;
  let faces: FaceId[] = [];
  if (n % 9 === 8) images = importPhotos();
  else if (n % 9 === 3) faces = [addFace(db, image, { x: n, y: 2, width: 9, height: 9 }, by).id];
  else if (n % 9 === 5) faces = undo(db)?.faces ?? [];
  else if (n % 9 === 6) faces = redo(db)?.faces ?? [];
  else faces = edit(image, n);
  const saved: Saved = { images: [...images], faces: faces.map((face) => savedFace(db, face)) };
  writeSync(1, `${JSON.stringify(saved)}\n`);
}
