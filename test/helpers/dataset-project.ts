/** Projects with photos in every EXIF orientation and faces with all ten tasks. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { DatasetFace } from '../../electron/datasets/format.ts';
import type { Annotation } from '../../electron/shared/domain/annotation.ts';
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Image } from '../../electron/shared/domain/image.ts';
import type { ParsingProfile } from '../../electron/shared/domain/vocabulary.ts';
import { startTestCore, type TestCore, testFolder } from './core.ts';
import { randomFace, randomOf } from './dataset-faces.ts';

/** Different pictures, the upright one 200 x 150, stored as each of the eight orientations turns it. */
export async function turnedPhotos(folder: string, orientations = [1, 2, 3, 4, 5, 6, 7, 8]): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  return Promise.all(
    orientations.map(async (orientation, at) => {
      const lies = orientation >= 5;
      const [width, height] = lies ? [150, 200] : [200, 150];
      const random = randomOf(at + 1);
      // Each photo looks its own: no two are near-duplicates.
      const small = Buffer.from(Array.from({ length: 12 * 9 * 3 }, () => Math.floor(random() * 256)));
      const file = path.join(folder, `turned ${orientation}é.jpg`);
      await sharp(small, { raw: { width: 12, height: 9, channels: 3 } })
        .resize(width, height, { fit: 'fill', kernel: 'nearest' })
        .jpeg({ quality: 95 })
        .withMetadata({ orientation })
        .toFile(file);
      return file;
    }),
  );
}

export interface DatasetProject {
  core: TestCore;
  project: string;
  photos: string;
  /** What was put into the store, by photo path. */
  faces: Map<string, DatasetFace[]>;
}

/** Faces of a photo as the store has them, without their numbers. */
export async function storedFaces(core: TestCore): Promise<Map<string, DatasetFace[]>> {
  const { rows } = await core.call('images.page', { offset: 0, limit: 500 });
  const stored = new Map<string, DatasetFace[]>();
  for (const { id } of rows) {
    const { image, faces } = await core.call('images.get', { image: id });
    stored.set(path.basename((image as Image).path), faces.map(plainFace));
  }
  return stored;
}

const byTask = (a: Annotation, b: Annotation): number => (a.task < b.task ? -1 : 1);

/** A face without id and revision, its values in one order. */
export const plainFace = ({ box, score, origin, review, skipped, flag, annotations }: Face): DatasetFace => ({
  box,
  score,
  origin,
  review,
  skipped,
  flag,
  annotations: [...annotations].sort(byTask),
});

/** A project with two faces on every photo; the first face of every other photo is accepted. */
export async function datasetProject(
  options: { profile?: ParsingProfile; orientations?: number[]; seed?: number } = {},
): Promise<DatasetProject> {
  const root = testFolder();
  const photos = path.join(root, 'photos');
  await turnedPhotos(photos, options.orientations);
  const core = await startTestCore(path.join(root, 'data'));
  const project = path.join(root, 'faces.lineament');
  await core.call('project.create', { path: project, photos: [] });
  await core.run({ kind: 'import', paths: [photos] });
  const random = randomOf(options.seed ?? 7);
  const { rows } = await core.call('images.page', { offset: 0, limit: 500 });
  for (const [at, { id, width, height }] of rows.entries()) {
    const boxes = [
      { x: width * 0.1, y: height * 0.2, width: 60.5, height: 70 },
      { x: width - 50, y: height - 60, width: 70, height: 80 },
    ];
    for (const [index, box] of boxes.entries()) {
      const face = randomFace(random, box, { width, height }, options.profile ? { profile: options.profile } : {});
      const { id: added, revision } = await core.call('faces.add', { image: id, box });
      await core.call('faces.apply', {
        edits: [
          {
            face: added,
            baseRevision: revision,
            changes: [
              ...face.annotations.map((annotation) => ({
                field: 'annotation' as const,
                task: annotation.task,
                from: null,
                to: annotation,
              })),
              ...(index === 0 && at % 2 === 0
                ? [
                    { field: 'review' as const, from: 'open' as const, to: 'accepted' as const },
                    { field: 'flag' as const, from: null, to: 'look «again»' },
                  ]
                : []),
            ],
          },
        ],
      });
    }
  }
  return { core, project, photos, faces: await storedFaces(core) };
}
