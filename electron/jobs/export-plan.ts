/** Chooses what an export writes: faces by the wishes, splits, names. Everything that follows is decided here. */
import { createHash, createHmac } from 'node:crypto';
import path from 'node:path';
import type { ExportPlan, PlannedItem, Skipped } from '../datasets/export.ts';
import type { DatasetFace } from '../datasets/format.ts';
import { mergedFace } from '../datasets/masks.ts';
import { safeName, uniqueStem } from '../datasets/names.ts';
import { pictureKind } from '../datasets/pictures.ts';
import { completeOptions, formatFacts } from '../datasets/service.ts';
import type { Annotation } from '../shared/domain/annotation.ts';
import { type ExportRequest, SPLITS, type Split } from '../shared/domain/dataset.ts';
import type { Face } from '../shared/domain/face.ts';
import type { FaceId } from '../shared/domain/ids.ts';
import { ProblemError } from '../shared/errors.ts';
import { type ExportPhoto, facesToExport, photosWithFaces, projectSecret } from '../store/dataset.ts';
import { facesOf } from '../store/faces.ts';
import { usedModels } from '../store/models.ts';
import type { ProjectStore } from '../store/open.ts';
import type { JobTools } from './job-run.ts';
import { splitPhotos } from './split-photos.ts';

/** A photo of the plan with the faces that go out. */
interface PlannedPhoto {
  photo: ExportPhoto;
  faces: FaceId[];
  split: Split | null;
}

export interface Selection {
  plan: ExportPlan;
  photos: PlannedPhoto[];
  /** How many pictures there will be. */
  pictures: number;
  /** What stands on the lists of splits and is no photo. */
  strangers: Skipped[];
  /** The pictures of a photo, in order; called once for each photo, in the order of `photos`. */
  itemsOf(photo: PlannedPhoto): PlannedItem[];
}

const isWanted = ({ review }: Pick<Face, 'review'>, wish: ExportRequest['review']): boolean =>
  wish === 'all' || (wish === 'accepted' ? review === 'accepted' : review !== 'rejected');

const isKept = ({ task, origin, confidence }: Annotation, { tasks, confidence: least }: ExportRequest): boolean =>
  (tasks === 'all' || tasks.includes(task)) && !(origin.kind === 'model' && confidence !== null && confidence < least);

/** @throws {ProblemError} for wishes that contradict each other, and where nothing is left to write */
export async function planExport(request: ExportRequest, tools: JobTools, signal: AbortSignal): Promise<Selection> {
  const { db } = tools.store;
  const options = completeOptions(request.format, request.options);
  const photos = photosWithFaces(db);
  const sum = createHash('sha256').update(JSON.stringify(request));
  const chosen: PlannedPhoto[] = [];
  const people: string[][] = [];
  for (const photo of photos) {
    const faces = facesToExport(db, photo.id).filter((face) => isWanted(face, request.review));
    if (faces.length === 0) continue;
    for (const { id, revision } of faces) sum.update(`${photo.hash} ${photo.path} ${id} ${revision}\n`);
    chosen.push({ photo, faces: faces.map(({ id }) => id), split: null });
    people.push(faces.flatMap(({ identity }) => identity ?? []));
  }
  const { splits, strangers } = await splitPhotos(request.split, chosen, people, tools, signal);
  for (const [at, entry] of chosen.entries()) entry.split = splits[at]!;
  const listed = request.split.by === 'lists' ? chosen.filter(({ split }) => split !== null) : chosen;
  if (listed.length === 0)
    throw new ProblemError(
      'bad-input',
      request.review === 'accepted'
        ? 'No face has been accepted yet, so there is nothing to export. Accept some faces, or export all that are not rejected.'
        : 'There is no face to export. Find or draw faces first, or choose other photos.',
    );
  const unit = request.content === 'crops' ? 'face' : formatFacts()[request.format].unit;
  const plan: ExportPlan = {
    format: request.format,
    folder: request.folder,
    id: sum.digest('hex'),
    header: {
      title: request.title.trim() || tools.store.project.name,
      licence: request.licence.trim(),
      splits:
        request.split.by === 'none' ? [] : SPLITS.filter((split) => listed.some((entry) => entry.split === split)),
      pictures: request.content !== 'labels',
      models: usedModels(db),
      options,
    },
    content: request.content,
    crop: request.crop,
    isPrivate: request.privacy !== null,
  };
  const pictures = unit === 'face' ? listed.reduce((count, { faces }) => count + faces.length, 0) : listed.length;
  return { plan, photos: listed, pictures, strangers, itemsOf: itemMaker(request, unit, listed, tools.store) };
}

/** Names of pictures as they come, each once; random ones for those who want no names told. */
function itemMaker(
  request: ExportRequest,
  unit: 'photo' | 'face',
  photos: readonly PlannedPhoto[],
  { db }: ProjectStore,
): (photo: PlannedPhoto) => PlannedItem[] {
  const taken = new Set<string>();
  const facts = formatFacts()[request.format];
  const secret = request.privacy ? projectSecret(db) : '';
  const random = (text: string) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 16);
  const root = commonFolder(photos.map(({ photo }) => photo.path));
  let ordinal = 0;

  const nameOf = (photo: ExportPhoto, face: number | null): string => {
    const isChanged = request.privacy !== null;
    const kind = pictureKind(photo, request.content, facts, isChanged);
    const own = path.extname(photo.path);
    const ending = kind === 'copy' || request.content === 'labels' ? own : kind === 'png' ? '.png' : '.jpg';
    // Labels without pictures say where the photos are, seen from the folder that all of them share.
    const named =
      request.content === 'labels'
        ? path.relative(root, photo.path).split(path.sep).join('/')
        : path.basename(photo.path);
    const base = request.privacy?.names ? random(photo.hash) : named.slice(0, named.length - own.length);
    const stem = face === null ? base : `${base}_${face + 1}`;
    const safe = stem.split('/').map(safeName).join('/');
    return request.content === 'labels' && face === null
      ? `${safe}${ending}`
      : `${uniqueStem(`${safe}${ending}`, taken)}${ending}`;
  };

  const cleaned = (face: Face): DatasetFace => {
    const { box, score, origin, review, skipped, flag } = face;
    const annotations = face.annotations.filter((annotation) => isKept(annotation, request));
    const plain: DatasetFace = mergedFace({ box, score, origin, review, annotations }, request.classes);
    // A remark may name anybody.
    return request.privacy ? withoutNames(plain, random) : { ...plain, skipped, flag };
  };

  return ({ photo, faces: ids, split }) => {
    const wanted = new Set(ids);
    const all = facesOf(db, photo.id);
    const faces = all.filter(({ id }) => wanted.has(id));
    const blur = request.privacy?.blur ? all.filter(({ id }) => !wanted.has(id)).map(({ box }) => box) : [];
    const rest = { split, photo };
    if (unit === 'photo')
      return [{ ...rest, name: nameOf(photo, null), ordinal: ordinal++, faces: faces.map(cleaned), blur }];
    return faces.map((face, at) => ({
      ...rest,
      name: nameOf(photo, faces.length > 1 ? at : null),
      ordinal: ordinal++,
      faces: [cleaned(face)],
      // On a picture of one face the others are bystanders too.
      blur: request.privacy?.blur ? all.filter(({ id }) => id !== face.id).map(({ box }) => box) : [],
    }));
  };
}

/** Neither who labelled it nor who is in it, and no embedding by which a person could be found again. */
function withoutNames(face: DatasetFace, random: (text: string) => string): DatasetFace {
  const nobody = (origin: DatasetFace['origin']) => (origin.kind === 'person' ? { ...origin, name: '' } : origin);
  return {
    ...face,
    origin: nobody(face.origin),
    annotations: face.annotations.flatMap((annotation) => {
      const origin = nobody(annotation.origin);
      if (annotation.task !== 'identity') return { ...annotation, origin };
      const { label } = annotation.value;
      if (label === null) return [];
      return {
        ...annotation,
        origin,
        value: { label: `person-${random(label)}`, embedding: null },
      };
    }),
  };
}

/** The deepest folder that all of these files lie in. */
function commonFolder(files: readonly string[]): string {
  let common = path.dirname(files[0] ?? '/').split(path.sep);
  for (const file of files) {
    const steps = path.dirname(file).split(path.sep);
    const differs = common.findIndex((step, at) => step !== steps[at]);
    if (differs >= 0) common = common.slice(0, differs);
  }
  return common.join(path.sep) || path.sep;
}
