/** What a network says about some faces, for a look at it: nothing is stored. */
import { cropSquare } from '../imaging/thumbnail.ts';
import type { FaceResult } from '../inference/annotator.ts';
import type { AnsweredFace } from '../shared/domain/evaluation.ts';
import type { Face } from '../shared/domain/face.ts';
import { intersectBoxes } from '../shared/domain/geometry.ts';
import type { FaceId, ModelId } from '../shared/domain/ids.ts';
import type { Image } from '../shared/domain/image.ts';
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
    [...Map.groupBy(there, ({ image }) => image)].map(async ([id, group]) => {
      const image = findImage(store.db, id)!;
      const { path, width, height } = image;
      const boxes = group.map(({ box }) => box);
      const input = { path, size: { width, height }, boxes, network, tasks: 'all' as const };
      const results = await engine
        .call('propose', input, { signal })
        .catch((error): FaceResult[] => group.map(() => ({ problem: toProblem(error).message })));
      return group.map((face, i) => answerOf(face, image, results[i]!, model.id));
    }),
  );
  const byFace = new Map(answers.flat().map((answer) => [answer.face, answer]));
  return there.map(({ id: face }) => byFace.get(face)!);
}

function answerOf(face: Face, { hash, width, height }: Image, result: FaceResult, model: ModelId): AnsweredFace {
  const square = cropSquare(face.box);
  const proposals = 'proposals' in result ? result.proposals : [];
  return {
    face: face.id,
    image: face.image,
    hash,
    box: face.box,
    seen: intersectBoxes(square, { x: 0, y: 0, width, height }) ?? square,
    annotations: proposals.map((one) => ({ ...one, origin: { kind: 'model', model } })),
    problem: 'problem' in result ? result.problem : null,
    stored: face.annotations,
  };
}
