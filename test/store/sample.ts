/** Small projects for tests of the store: real files in a temporary folder, gone when the test ends. */
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Annotation, AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import { ContentHash, type ImageId, ModelId } from '../../electron/shared/domain/ids.ts';
import type { Random } from '../../electron/shared/domain/random.ts';
import { replaceProposedFaces } from '../../electron/store/faces.ts';
import { type ImageFacts, insertImage } from '../../electron/store/images.ts';
import { createProject, openProject, type ProjectStore, type WritableDb } from '../../electron/store/open.ts';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';

export function testFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}

/** A new, empty project. */
export function testProject(): ProjectStore {
  const store = createProject(path.join(testFolder(), 'test.lineament'));
  onTestFinished(() => store.close());
  return store;
}

/** Closes a project and opens it again, as a restart of the app would. */
export function reopen(store: ProjectStore): ProjectStore {
  store.close();
  const again = openProject(store.project.path);
  onTestFinished(() => again.close());
  return again;
}

export const hashOf = (n: number): ContentHash => ContentHash.parse(n.toString(16).padStart(64, '0'));

export const factsOf = (n: number, file = `/photos/${n}.jpg`): ImageFacts => ({
  path: file,
  hash: hashOf(n),
  bytes: 1000 + n,
  mtime: 1_700_000_000_000 + n,
  format: 'jpeg',
  width: 640,
  height: 480,
  orientation: 1,
});

export const addImage = (db: WritableDb, n: number, file?: string): ImageId => insertImage(db, factsOf(n, file)).id;

export const DETECTOR = ModelId.parse('00000000000000d1');
export const NETWORK = ModelId.parse('00000000000000e1');
export const ANNA = { person: 'Anna' };

/** Boxes that do not overlap. */
export const boxAt = (n: number): Box => ({ x: 100 * n + 0.5, y: 20, width: 50, height: 60 });

/** A photo with this many faces that a detector found. */
export function addImageWithFaces(db: WritableDb, n: number, faces: number) {
  const image = addImage(db, n);
  const detections = Array.from({ length: faces }, (_, i) => ({ box: boxAt(i), score: 0.5 + i / 100 }));
  return { image, faces: replaceProposedFaces(db, image, detections, DETECTOR) };
}

export const gender = (label: 'male' | 'female') => ({ task: 'gender', value: { label } }) as const;

export const said = (value: AnnotationValue, origin: Annotation['origin']): Annotation => ({
  ...value,
  origin,
  confidence: origin.kind === 'model' ? 0.75 : null,
});

export const pick = <Item>(random: Random, list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!;
