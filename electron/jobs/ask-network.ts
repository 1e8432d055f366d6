/** What a network says about some faces, for a look at it: nothing is stored. */
import type { FaceResult } from '../inference/annotator.ts';
import type { AnsweredFace } from '../shared/domain/evaluation.ts';
import type { FaceId, ModelId } from '../shared/domain/ids.ts';
import { toProblem } from '../shared/errors.ts';
import { findFace } from '../store/faces.ts';
import { findImage } from '../store/images.ts';
import { chooseNetwork } from './choose-network.ts';
import type { JobTools } from './job-run.ts';

/** One answer a face that is still there, in the order asked for. */
export async function askNetwork(
  { store, library, engine }: Pick<JobTools, 'store' | 'library' | 'engine'>,
  id: ModelId,
  faces: readonly FaceId[],
): Promise<AnsweredFace[]> {
  const model = chooseNetwork(library, id);
  const network = { file: model.file, preset: model.family };
  const { signal } = new AbortController();
  const there = faces.flatMap((face) => findFace(store.db, face) ?? []);
  const answers = await Promise.all(
    [...Map.groupBy(there, ({ image }) => image)].map(async ([image, group]) => {
      const { path, width, height } = findImage(store.db, image)!;
      const boxes = group.map(({ box }) => box);
      const input = { path, size: { width, height }, boxes, network, tasks: 'all' as const };
      const results = await engine
        .call('propose', input, { signal })
        .catch((error): FaceResult[] => group.map(() => ({ problem: toProblem(error).message })));
      return group.map((face, i): [FaceId, AnsweredFace] => {
        const result = results[i]!;
        if ('problem' in result) return [face.id, { face: face.id, annotations: [], problem: result.problem }];
        const origin = { kind: 'model', model: model.id } as const;
        return [
          face.id,
          { face: face.id, annotations: result.proposals.map((one) => ({ ...one, origin })), problem: null },
        ];
      });
    }),
  );
  const byFace = new Map(answers.flat());
  return there.map(({ id: face }) => byFace.get(face)!);
}
