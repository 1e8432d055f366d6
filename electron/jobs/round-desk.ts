/** Everything that a person does with rounds of training, over the open project. */
import type { ModelId, RoundId } from '../shared/domain/ids.ts';
import type { Recipe } from '../shared/domain/recipe.ts';
import type { Material, Round, RoundFaces } from '../shared/domain/round.ts';
import { discardRound, promoteRound, rollBackRound } from './end-round.ts';
import type { JobTools } from './job-run.ts';
import { prepareRound, roundMaterial } from './prepare-round.ts';
import type { JobRunner } from './runner.ts';

export interface RoundDesk {
  material(recipe: Recipe, faces: RoundFaces): Promise<Material>;
  prepare(input: { recipe: Recipe; faces: RoundFaces; model?: ModelId | undefined }): Promise<Round>;
  promote(round: RoundId): Round;
  rollBack(round: RoundId): Round;
  discard(round: RoundId): Promise<Round>;
}

export function createRoundDesk(tools: JobTools, jobs: JobRunner): RoundDesk {
  const all = { ...tools, jobs };
  return {
    material: (recipe, faces) => roundMaterial(tools, recipe, faces),
    prepare: (input) => prepareRound(tools, input),
    promote: (round) => promoteRound(all, round),
    rollBack: (round) => rollBackRound(all, round),
    discard: (round) => discardRound(all, round),
  };
}
