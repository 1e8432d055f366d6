/** Training packages: what other machines are given, read back to the last pixel, and what they send back. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unpackTar } from 'modern-tar';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readPhoto } from '../../electron/imaging/decode.ts';
import { writePieces } from '../../electron/inference/weights-source.ts';
import { packFile } from '../../electron/jobs/prepare-round.ts';
import { faceFrame } from '../../electron/shared/domain/frame.ts';
import { matrixToAngles, quaternionToMatrix } from '../../electron/shared/domain/pose.ts';
import type { Round } from '../../electron/shared/domain/round.ts';
import {
  AGE_BINS,
  EXPRESSIONS,
  GENDERS,
  PARSING_11,
  PARSING_19,
  RACES,
} from '../../electron/shared/domain/vocabulary.ts';
import { type FrozenFace, openPack } from '../../electron/training/pack.ts';
import type { Sample } from '../../electron/training/package/sample.ts';
import type { Tensor } from '../../models/graph/tensor.ts';
import { safetensorsPieces } from '../../models/weights/safetensors.ts';
import type { TestCore } from '../helpers/core.ts';
import { datasetProject } from '../helpers/dataset-project.ts';
import { hasTorch, python } from '../helpers/torch.ts';
import { presetWeights, writeNetwork } from '../helpers/weights-files.ts';

const RECIPE = { network: 'facexformer-starter', validation: 0.4, test: 0.3 } as const;

/** A project with all ten tasks, and a round of it. */
async function projectWithRound(): Promise<{ core: TestCore; project: string; round: Round; folder: string }> {
  const { core, project, photos } = await datasetProject();
  const folder = path.dirname(photos);
  await core.call('models.import', { path: writeNetwork(folder) });
  return { core, project, folder, round: await core.call('rounds.prepare', { recipe: RECIPE }) };
}

async function packaged(core: TestCore, round: Round, folder: string, picture: 'png' | 'jpeg' = 'png') {
  await core.call('rounds.package', { round: round.id, folder, picture });
  const job = (await core.idle()).reduce((newest, one) => (one.id > newest.id ? one : newest));
  expect(job, job.summary).toMatchObject({ state: 'done', skipped: 0 });
  return JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
}

const filesOf = (folder: string): Map<string, Buffer> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [path.relative(folder, file).replaceAll(path.sep, '/'), readFileSync(file)]),
  );

const labelOf = <T extends FrozenFace['labels'][number]['task']>({ labels }: FrozenFace, task: T) =>
  labels.find((label) => label.task === task)?.value as
    | Extract<FrozenFace['labels'][number], { task: T }>['value']
    | undefined;

test('a package holds every frozen face once, with all that is known of it and nobody’s name', {
  timeout: 240_000,
}, async () => {
  /** Every face's files by their endings, as a stream of the shards gives them. */
  const seen = new Map<number, { shard: string; files: Map<string, Uint8Array> }>();

  const made = await projectWithRound();
  const out = path.join(made.folder, 'package');
  const manifest = await packaged(made.core, made.round, out);
  const pack = openPack(packFile(path.join(made.project, 'rounds', String(made.round.id))));
  const frozen = Array.from({ length: pack.count }, (_, i) => pack.read(i));
  pack.close();
  for (const shard of readdirSync(path.join(out, 'shards')))
    for (const { header, data } of await unpackTar(readFileSync(path.join(out, 'shards', shard)))) {
      const [key, ...ending] = header.name.split('.');
      const face = seen.get(Number(key)) ?? { shard, files: new Map() };
      seen.set(Number(key), face);
      face.files.set(ending.join('.'), data!);
    }

  const sampleOf = (face: number): Sample => JSON.parse(Buffer.from(seen.get(face)!.files.get('json')!).toString());
  expect([...seen.keys()].sort((a, b) => a - b)).toEqual([...frozen.keys()]);
  for (const [i, { part }] of frozen.entries()) {
    expect(seen.get(i)!.shard).toMatch(new RegExp(`^${part}-\\d{6}\\.tar$`));
    expect(sampleOf(i).part).toBe(part);
  }
  for (const part of ['train', 'validation', 'test']) {
    const own = frozen.filter((face) => face.part === part);
    expect(own.length, part).toBeGreaterThan(0);
    const { faces, tasks, shards } = manifest.splits[part];
    expect(faces).toBe(own.length);
    expect(tasks.landmarks).toBe(own.filter((face) => labelOf(face, 'landmarks')).length);
    expect(shards.reduce((sum: number, shard: { faces: number }) => sum + shard.faces, 0)).toBe(own.length);
  }

  // Every sum of the manifest is right, and nothing lies beside what it lists.
  {
    const files = filesOf(out);
    const listed = Object.entries(manifest.files as Record<string, { bytes: number; sha256: string }>);
    for (const [name, { bytes, sha256 }] of listed) {
      expect(files.get(name)!.length).toBe(bytes);
      expect(createHash('sha256').update(files.get(name)!).digest('hex')).toBe(sha256);
    }
    expect([...listed.map(([name]) => name), 'manifest.json'].sort()).toEqual([...files.keys()].sort());
  }
  for (const [i, { photo, box }] of frozen.entries()) {
    const sample = sampleOf(i);
    const frame = faceFrame(box, photo)!;
    // These faces are small enough to keep every pixel.
    expect(sample.frame.slice(2)).toEqual([frame.width, frame.height]);
    const { data, info } = await sharp(seen.get(i)!.files.get('png')!).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([sample.width, sample.height]);
    const [left, top] = [frame.x - sample.frame[0], frame.y - sample.frame[1]];
    const whole = await readPhoto(photo.path);
    for (let y = 0; y < sample.height; y++) {
      const from = 3 * ((y + top) * whole.width + left);
      const row = whole.data.subarray(from, from + 3 * sample.width);
      expect(Buffer.compare(data.subarray(3 * y * sample.width, 3 * (y + 1) * sample.width), row)).toBe(0);
    }
  }

  // Label maps lie over the pictures, in the classes of the network.
  {
    let known = 0;
    for (const [i, face] of frozen.entries()) {
      const map = labelOf(face, 'parsing');
      const png = seen.get(i)!.files.get('mask.png');
      expect(png !== undefined).toBe(map !== undefined);
      if (!map || !png) continue;
      const sample = sampleOf(i);
      const labels = await sharp(png).extractChannel(0).raw().toBuffer();
      expect(labels.length).toBe(sample.width * sample.height);
      const frame = faceFrame(face.box, face.photo)!;
      for (const [at, label] of labels.entries()) {
        const x = frame.x - sample.frame[0] + (at % sample.width) + 0.5;
        const y = frame.y - sample.frame[1] + Math.floor(at / sample.width) + 0.5;
        const column = Math.floor(((x - map.frame.x) * map.width) / map.frame.width);
        const row = Math.floor(((y - map.frame.y) * map.height) / map.frame.height);
        const isInside = column >= 0 && row >= 0 && column < map.width && row < map.height;
        const name = isInside ? PARSING_19[map.labels[row * map.width + column]!]! : null;
        const truth = name === null ? 255 : Math.max(0, (PARSING_11 as readonly string[]).indexOf(name));
        if (label !== truth) expect({ face: i, x, y, label }).toEqual({ face: i, x, y, label: truth });
        if (truth > 0 && truth < 255) known++;
      }
    }
    expect(known).toBeGreaterThan(1000);
    expect(manifest.classes.parsing).toEqual(PARSING_11);
  }

  // Every other label is there in numbers, and no label that a face has not.
  {
    const people = new Map<string, number>();
    for (const [i, face] of frozen.entries()) {
      const sample = sampleOf(i);
      const frame = faceFrame(face.box, face.photo)!;
      const inPicture = (x: number, y: number) => [x - frame.x + sample.frame[0], y - frame.y + sample.frame[1]];
      const landmarks = labelOf(face, 'landmarks');
      expect(sample.landmarks?.flat()).toEqual(
        landmarks?.points.flatMap(([x, y]) => inPicture(x, y).map((number) => expect.closeTo(number, 6))),
      );
      const pose = labelOf(face, 'pose');
      expect(sample.pose).toEqual(pose && quaternionToMatrix(pose.quaternion));
      if (pose) {
        const { pitch, yaw, roll } = matrixToAngles(sample.pose!);
        expect(sample.angles).toEqual([pitch, yaw, roll]);
      }
      expect(sample.visibility).toEqual(labelOf(face, 'visibility')?.visible.map((flag) => (flag ? 1 : 0)));
      const states = labelOf(face, 'attributes')?.states;
      expect(sample.attributes).toEqual(states?.map((state) => (state === 'yes' ? 1 : state === 'no' ? 0 : -1)));
      const age = labelOf(face, 'age');
      expect([sample.age, sample.age_bin]).toEqual([age?.years, age && AGE_BINS.indexOf(age.bin)]);
      const index = (list: readonly string[], value?: { label: string }) => value && list.indexOf(value.label);
      expect(sample.gender).toBe(index(GENDERS, labelOf(face, 'gender')));
      expect(sample.race).toBe(index(RACES, labelOf(face, 'race')));
      expect(sample.expression).toBe(index(EXPRESSIONS, labelOf(face, 'expression')));
      const person = labelOf(face, 'identity')?.label ?? null;
      expect(sample.identity !== undefined).toBe(person !== null);
      if (person !== null) {
        expect(people.get(person) ?? sample.identity).toBe(sample.identity);
        people.set(person, sample.identity!);
        if (face.part === 'train') expect(sample.identity).toBeLessThan(manifest.people.train);
      }
    }
    expect(new Set(people.values()).size).toBe(people.size);
    expect(manifest.people.all).toBe(people.size);
  }

  // It names neither people nor photos.
  {
    const all = [...filesOf(out).values()].map((bytes) => bytes.toString('latin1')).join('');
    for (const face of frozen) {
      expect(all.includes(path.basename(face.photo.path))).toBe(false);
      expect(all.includes(face.photo.hash)).toBe(false);
      const person = labelOf(face, 'identity')?.label;
      if (person && person.length > 5) expect(all.includes(Buffer.from(person).toString('latin1'))).toBe(false);
    }
  }

  // Faces that belong together share a group.
  {
    const groups = new Map<string, string>();
    for (const [i, face] of frozen.entries()) {
      const own = labelOf(face, 'identity')?.label ?? `photo ${face.photo.hash}`;
      expect(groups.get(own) ?? sampleOf(i).group).toBe(sampleOf(i).group);
      groups.set(own, sampleOf(i).group);
    }
    expect(new Set(groups.values()).size).toBe(groups.size);
  }
});

/** Weights that a training elsewhere could have made: those of the package, some of them moved. */
function trained(weights: ReadonlyMap<string, Tensor>, step: number): Map<string, Tensor> {
  return new Map(
    [...weights].map(([name, tensor]) => {
      const floats = new Float32Array(Uint8Array.from(tensor.bytes).buffer);
      if (!name.endsWith('.bias')) return [name, tensor];
      return [name, { ...tensor, bytes: new Uint8Array(floats.map((number) => number + step).buffer) }];
    }),
  );
}

function save(folder: string, name: string, tensors: ReadonlyMap<string, Tensor>, id?: string): string {
  const file = path.join(folder, name);
  writePieces(file, safetensorsPieces(tensors, { format: 'pt', ...(id ? { 'lineament.package': id } : {}) }));
  return file;
}

test('a package is the same to the byte; what comes back becomes a round that is judged, promoted and discarded', {
  timeout: 240_000,
}, async () => {
  const { core, round, folder } = await projectWithRound();
  const [one, other] = [path.join(folder, 'one'), path.join(folder, 'other')];
  const { package: id } = await packaged(core, round, one, 'jpeg');
  await packaged(core, round, other, 'jpeg');
  expect([...filesOf(other)]).toEqual([...filesOf(one)]);

  const weights = presetWeights('facexformer-starter');
  const bring = async (file: string, asked?: Round['id']) => {
    const input = { file: { path: file }, ...(asked === undefined ? {} : { round: asked }) };
    const { id: job } = await core.call('rounds.import', input);
    return (await core.idle()).find((each) => each.id === job)!;
  };
  const file = save(folder, 'returned.safetensors', trained(weights, 0.01), id);
  expect(await bring(file)).toMatchObject({ state: 'done', summary: expect.stringContaining('trained elsewhere') });
  const { round: back } = await core.call('rounds.get', { round: round.id });
  expect(back).toMatchObject({
    state: 'trained',
    metrics: { on: { split: 'test' }, models: [{ model: round.baseModel }, { model: back.resultModel }] },
  });
  expect(back.metrics!.differences!.length).toBeGreaterThan(0);

  // The same faces again, trained once more: a round beside the first.
  expect((await bring(save(folder, 'again.safetensors', trained(weights, 0.02), id))).state).toBe('done');
  const [sibling, first] = await core.call('rounds.list');
  expect([sibling!.state, first!.id, first!.resultModel]).toEqual(['trained', round.id, back.resultModel]);
  expect(sibling!.resultModel).not.toBe(first!.resultModel);

  expect(await core.call('rounds.promote', { round: round.id })).toMatchObject({ state: 'promoted' });
  await core.idle();
  expect((await core.call('models.list')).find(({ active }) => active)?.id).toBe(back.resultModel);
  await core.call('rounds.discard', { round: sibling!.id });
  expect((await core.call('models.list')).map(({ id: model }) => model)).not.toContain(sibling!.resultModel);

  const uploaded = save(folder, 'uploaded.safetensors', trained(weights, 0.03));
  const bytes = new Uint8Array(readFileSync(uploaded));
  await core.call('rounds.import', { round: round.id, file: { name: 'uploaded.safetensors', bytes } });
  await core.idle();
  const [third] = await core.call('rounds.list');
  expect(third).toMatchObject({ state: 'trained', recipe: { network: 'facexformer-starter' } });
});

test('what does not fit is refused in a sentence, and changes nothing', { timeout: 240_000 }, async () => {
  const { core, round, folder } = await projectWithRound();
  const { package: id } = await packaged(core, round, path.join(folder, 'package'));
  const weights = presetWeights('facexformer-starter');
  const moved = trained(weights, 0.01);
  const without = new Map([...moved].slice(1));
  const poisoned = new Map(moved);
  const [name, tensor] = [...moved].find(([each]) => each.endsWith('.bias'))!;
  const numbers = new Float32Array(Uint8Array.from(tensor.bytes).buffer).fill(Number.NaN, 0, 1);
  poisoned.set(name, { ...tensor, bytes: new Uint8Array(numbers.buffer) });
  const wrapped = new Map([...moved].map(([each, numbersOf]) => [`module.${each}`, numbersOf]));
  const garbage = path.join(folder, 'garbage.safetensors');
  writeFileSync(garbage, 'nothing of the kind');
  cpSync(writeNetwork(folder), path.join(folder, 'same.safetensors'));

  const refused: [file: string, sentence: string, asked?: Round['id']][] = [
    [save(folder, 'nameless.safetensors', moved), 'does not say which package'],
    [save(folder, 'foreign.safetensors', moved, 'f'.repeat(32)), 'a package of another project'],
    [save(folder, 'foreign.safetensors', moved, 'f'.repeat(32)), 'not of round 1', round.id],
    [save(folder, 'without.safetensors', without, id), '1 of its'],
    [save(folder, 'poisoned.safetensors', poisoned, id), 'a lower learning rate'],
    [save(folder, 'wrapped.safetensors', wrapped, id), 'model.module'],
    [path.join(folder, 'same.safetensors'), 'here already', round.id],
    [garbage, 'neither safetensors nor', round.id],
    [path.join(folder, 'nowhere.safetensors'), 'missing', round.id],
  ];
  for (const [file, sentence, asked] of refused)
    await expect(
      core.call('rounds.import', { file: { path: file }, ...(asked ? { round: asked } : {}) }),
      path.basename(file),
    ).rejects.toThrow(sentence);
  expect(await core.call('rounds.list')).toMatchObject([{ id: round.id, state: 'prepared', resultModel: null }]);
  expect(await core.call('models.list')).toHaveLength(1);

  // Of the right round, but the weights of another network: the recipe names what it trains.
  const other = await core.call('rounds.prepare', { recipe: { ...RECIPE, network: 'facexformer-ten-mobilenet' } });
  await expect(
    core.call('rounds.import', { round: other.id, file: { path: save(folder, 'starter.safetensors', moved) } }),
  ).rejects.toThrow(`holds facexformer-starter, and round ${other.id} trains facexformer-ten-mobilenet`);
  await expect(
    core.call('rounds.import', { round: other.id, file: { path: save(folder, 'starter.safetensors', moved, id) } }),
  ).rejects.toThrow(`of round ${round.id}, not of round ${other.id}`);
});

test('a photo that is gone is left out of the package and told of', { timeout: 120_000 }, async () => {
  const { core, round, folder, project } = await projectWithRound();
  const pack = openPack(packFile(path.join(project, 'rounds', String(round.id))));
  const { photo } = pack.read(0);
  const { count } = pack;
  const gone = Array.from({ length: count }, (_, i) => pack.head(i)).filter((head) => head.path === photo.path);
  pack.close();
  writeFileSync(photo.path, 'no photo any more');
  const out = path.join(folder, 'package');
  await core.call('rounds.package', { round: round.id, folder: out, picture: 'jpeg' });
  const job = (await core.idle()).reduce((newest, one) => (one.id > newest.id ? one : newest));
  expect(job).toMatchObject({ state: 'done', skipped: 1 });
  const { splits } = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8'));
  const faces = Object.values(splits as Record<string, { faces: number }>).reduce((sum, part) => sum + part.faces, 0);
  expect(faces).toBe(count - gone.length);
});

const documented = path.resolve(import.meta.dirname, '../../docs/scale.md');
const peer = path.resolve(import.meta.dirname, '../peers/training_package.py');
const canStream = hasTorch('PIL', 'numpy');
const how = canStream ? '' : ` (SKIPPED: ${python} has no PyTorch with Pillow)`;

test.skipIf(!canStream)(
  `the reader of docs/scale.md streams every face to one process of a job, and no other${how}`,
  {
    timeout: 240_000,
  },
  async () => {
    const { core, round, folder } = await projectWithRound();
    const out = path.join(folder, 'package');
    const { splits } = await packaged(core, round, out);
    const reader = path.join(folder, 'reader.py');
    const [, code] = /```python\n(# lineament_package\.py\n[\s\S]*?)```/.exec(readFileSync(documented, 'utf8'))!;
    writeFileSync(reader, code!);
    type Seen = { key: string; part: string; image: number[]; sum: number; mask: number[] | null } & Pick<
      Sample,
      'landmarks'
    >;
    const stream = (rank: number, world: number, workers: number): Seen[] =>
      JSON.parse(
        execFileSync(python, [peer, reader, out, 'train', ...[rank, world, workers].map(String)], { encoding: 'utf8' }),
      );
    const all = stream(0, 1, 0);
    expect(all).toHaveLength(splits.train.faces);
    const shared = [...stream(0, 2, 2), ...stream(1, 2, 2)];
    expect(shared.map(({ key }) => key).sort()).toEqual(all.map(({ key }) => key).sort());
    // More readers than shards: each takes some faces of all of them.
    const crowd = [0, 1].flatMap((rank) => stream(rank, 2, 3));
    expect(crowd.map(({ key }) => key).sort()).toEqual(all.map(({ key }) => key).sort());

    const files = new Map<string, Uint8Array>();
    for (const { file } of splits.train.shards)
      for (const { header, data } of await unpackTar(readFileSync(path.join(out, file)))) files.set(header.name, data!);
    for (const { key, part, image, sum, mask, landmarks } of all) {
      const sample: Sample = JSON.parse(Buffer.from(files.get(`${key}.json`)!).toString());
      expect([part, image]).toEqual(['train', [3, sample.height, sample.width]]);
      const pixels = await sharp(files.get(`${key}.png`)!)
        .raw()
        .toBuffer();
      expect(sum).toBe(pixels.reduce((total, value) => total + value, 0));
      expect(landmarks).toEqual(sample.landmarks ?? null);
      const png = files.get(`${key}.mask.png`);
      const counts = Array<number>(256).fill(0);
      if (png) for (const label of await sharp(png).extractChannel(0).raw().toBuffer()) counts[label]!++;
      expect(mask).toEqual(png ? counts : null);
    }
  },
);
