/** Who may be who: groups of unnamed faces of the open project, found when asked and kept in it until asked anew. */
import type { PeopleService } from '../inference/people/service.ts';
import type { FaceId, ImageId } from '../shared/domain/ids.ts';
import { type Groups, MOST_SHOWN, type Strictness } from '../shared/domain/people.ts';
import type { Caller } from '../shared/rpc.ts';
import { findAnnotation } from '../store/annotations.ts';
import { embeddedFaces } from '../store/embeddings.ts';
import { faceRow } from '../store/face-list.ts';
import { findFace } from '../store/faces.ts';
import { unnamedFaces } from '../store/facets.ts';
import { applyEdits, type Edit } from '../store/history.ts';
import type { ProjectStore } from '../store/open.ts';
import { keepGroups, keptGroups, partFaces } from '../store/person-groups.ts';

export interface People {
  /** Compares all faces that a network has given an embedding, and keeps the groups. */
  find(strictness: Strictness): Promise<void>;
  /** The largest groups, with those of their faces that still have no name; null before `find`. */
  groups(limit: number): Groups | null;
  /** Takes a face out of its group. */
  part(faces: readonly FaceId[]): void;
  /** Names faces as one step. Those that are gone, rejected or named meanwhile are left alone. */
  name(faces: readonly FaceId[], name: string, person: string): { faces: FaceId[]; images: ImageId[] };
}

export function createPeople({ db }: ProjectStore, thread: Caller<PeopleService>): People {
  return {
    async find(strictness) {
      const { faces, ...input } = await embeddedFaces(db);
      const { directions, photos } = input;
      const transfer = [directions.buffer, photos.buffer];
      const groups = await thread.call('group', { ...input, strictness }, { transfer });
      keepGroups(db, {
        strictness,
        compared: input.names.filter((name) => name === null).length,
        groups: groups.map(({ faces: places, maybe }) => ({ faces: places.map((place) => faces[place]!), maybe })),
      });
    },
    groups(limit) {
      const found = keptGroups(db);
      if (!found) return null;
      const unnamed = unnamedFaces(
        db,
        found.groups.flatMap(({ faces }) => faces),
      );
      const left = found.groups
        .map(({ faces, maybe }) => ({ maybe, faces: faces.filter((face) => unnamed.has(face)) }))
        .filter(({ faces }) => faces.length > 1)
        .sort((a, b) => b.faces.length - a.faces.length);
      const groups = left.slice(0, limit).map(({ faces, maybe }) => ({
        faces: faces.slice(0, MOST_SHOWN).map((face) => faceRow(db, face)),
        more: Math.max(0, faces.length - MOST_SHOWN),
        maybe,
      }));
      const { strictness, compared } = found;
      return { strictness, compared, total: left.length, groups };
    },
    part: (faces) => partFaces(db, faces),
    name(faces, name, person) {
      const unnamed = unnamedFaces(db, faces);
      const edits = faces.flatMap((id): Edit[] => {
        const face = unnamed.has(id) ? findFace(db, id) : null;
        const from = face && findAnnotation(db, id, 'identity');
        if (!face || (from && from.task !== 'identity')) return [];
        const value = { label: name, embedding: from?.value.embedding ?? null };
        const to = { task: 'identity', value, origin: { kind: 'person', name: person }, confidence: null } as const;
        return [
          { face: id, baseRevision: face.revision, changes: [{ field: 'annotation', task: 'identity', from, to }] },
        ];
      });
      if (edits.length === 0) return { faces: [], images: [] };
      const { images } = applyEdits(db, edits, { person });
      return { faces: edits.map(({ face }) => face), images };
    },
  };
}
