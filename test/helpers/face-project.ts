/** A project with faces on photos of noise, labelled as a test wants them. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { Annotation, AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import type { Face } from '../../electron/shared/domain/face.ts';
import { seededRandom } from '../../electron/shared/domain/random.ts';
import { startTestCore, type TestCore, testFolder } from './core.ts';

export interface FaceProject {
  core: TestCore;
  /** Holds `faces.lineament` and `photos`, which has `0.png`, `1.png` and so on. */
  folder: string;
  /** Photos that do not look alike, each with a face. */
  addFaces(count: number): Promise<Face[]>;
  /** Says something about a face that nothing was said about. */
  label(face: Face, annotation: Annotation): Promise<Face[]>;
}

export const said = (value: AnnotationValue): Annotation => ({
  ...value,
  origin: { kind: 'person', name: '' },
  confidence: null,
});

export const gender = (i: number): Annotation => said({ task: 'gender', value: { label: i % 2 ? 'male' : 'female' } });

export async function startFaceProject(): Promise<FaceProject> {
  const folder = testFolder();
  mkdirSync(path.join(folder, 'photos'));
  const core = await startTestCore(path.join(folder, 'data'));
  await core.call('project.create', { path: path.join(folder, 'faces.lineament'), photos: [] });
  return {
    core,
    folder,
    async addFaces(count) {
      for (let i = 0; i < count; i++) {
        const noise = seededRandom(i);
        const data = Uint8Array.from({ length: 12 * 12 * 3 }, () => Math.floor(noise() * 256));
        await sharp(data, { raw: { width: 12, height: 12, channels: 3 } })
          .resize(96, 96)
          .png()
          .toFile(path.join(folder, 'photos', `${i}.png`));
      }
      await core.run({ kind: 'import', paths: [path.join(folder, 'photos')] });
      const { rows } = await core.call('images.page', { offset: 0, limit: 100 });
      const faces: Face[] = [];
      for (const { id } of rows)
        faces.push(await core.call('faces.add', { image: id, box: { x: 20, y: 20, width: 40, height: 50 } }));
      return faces;
    },
    label: (face, annotation) =>
      core.call('faces.apply', {
        edits: [
          {
            face: face.id,
            baseRevision: face.revision,
            changes: [{ field: 'annotation', task: annotation.task, from: null, to: annotation }],
          },
        ],
      }),
  };
}
