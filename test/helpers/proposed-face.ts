/** A project with one photo of one drawn face, of which a model proposes what is true in all ten tasks. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { createRenderer } from '../../electron/datasets/rendered/renderer.ts';
import { annotationsOf } from '../../electron/datasets/rendered/truth.ts';
import { ContentHash, ModelId } from '../../electron/shared/domain/ids.ts';
import { proposeAnnotations } from '../../electron/store/annotations.ts';
import { insertFace } from '../../electron/store/faces.ts';
import { insertImage } from '../../electron/store/images.ts';
import { createProject } from '../../electron/store/open.ts';

/** Of the photo, in pixels. */
export const SIDE = 512;
const MODEL = ModelId.parse('00000000000000e1');

export const drawFace = (seed: number) => createRenderer().renderFace({ seed }, { size: SIDE });

/** The photo lies beside the project. */
export async function makeProposedFace(project: string, face: ReturnType<typeof drawFace>): Promise<void> {
  const store = createProject(project);
  const file = path.join(path.dirname(project), 'photos', 'face.png');
  mkdirSync(path.dirname(file));
  const bytes = await sharp(face.pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toBuffer();
  writeFileSync(file, bytes);
  const hash = ContentHash.parse(createHash('sha256').update(bytes).digest('hex'));
  const facts = { format: 'png', width: SIDE, height: SIDE, orientation: 1, mtime: 0 } as const;
  const { id: image } = insertImage(store.db, { path: file, hash, bytes: bytes.length, ...facts });
  const { box } = face.truth;
  const id = insertFace(store.db, image, { box, score: 0.9, origin: { kind: 'model', model: MODEL } });
  const values = annotationsOf(face.truth, face.labels, { width: SIDE, height: SIDE });
  proposeAnnotations(
    store.db,
    id,
    values.map((value) => ({ ...value, confidence: 0.8 })),
    MODEL,
  );
  store.close();
}
