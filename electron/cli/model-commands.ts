/** Commands for the files of models: kept, listed, run on raw numbers, written for others. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openNetwork } from '../inference/network.ts';
import { configOf, exportOnnx, inspectWeights, keepWeights, tasksOf } from '../inference/weights.ts';
import { writePieces } from '../inference/weights-source.ts';
import { chooseDevice } from '../runtime/provider.ts';
import type { Model } from '../shared/domain/model.ts';
import { matrixToAngles } from '../shared/domain/pose.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import { ProblemError } from '../shared/errors.ts';
import type { Command, Session } from './command.ts';
import { optionalText, setProvider, taskOption, text } from './options.ts';
import { UsageError } from './usage-error.ts';

async function findModel(session: Session, id: string | undefined): Promise<Model> {
  const models = await session.call('models.list');
  const model = models.find((other) => other.id === id);
  if (model) return model;
  throw new ProblemError(
    'not-found',
    `There is no model ${id}. There are: ${models.map((other) => `${other.id} (${other.name})`).join(', ') || 'none'}.`,
  );
}

const line = ({ id, kind, family, name, active }: Model): string =>
  [id, kind, family, active ? 'active' : '', name].join('\t');

const importModel: Command = {
  usage: 'FILE [--name N]',
  about: 'takes in a network (.pt, .pth, .safetensors) or a face detector (.onnx)',
  options: { name: { type: 'string' } },
  words: [1, 1],
  async run({ words, values, session: open }) {
    const session = await open();
    const name = optionalText(values, 'name');
    const input = { path: path.resolve(words[0] ?? ''), ...(name === undefined ? {} : { name }) };
    const model = await session.call('models.import', input);
    return { json: { model, skipped: [] }, text: line(model), exitCode: 0 };
  },
};

const list: Command = {
  usage: '',
  about: 'lists the models that the app keeps',
  options: {},
  words: [0, 0],
  async run({ session: open }) {
    const models = await (await open()).call('models.list');
    return { json: { models, skipped: [] }, text: models.map(line).join('\n'), exitCode: 0 };
  },
};

const remove: Command = {
  usage: 'ID',
  about: 'deletes a model; what it proposed stays',
  options: {},
  words: [1, 1],
  async run({ words, session: open }) {
    const session = await open();
    const model = await findModel(session, words[0]);
    await session.call('models.remove', { model: model.id });
    return { json: { model, skipped: [] }, text: `Removed ${model.name}.`, exitCode: 0 };
  },
};

/** What the file of a task's numbers is called, where not as the task. */
const FILE_NAMES: Partial<Record<Task, string>> = { pose: 'headpose', identity: 'embedding' };

/** Pitch, yaw and roll of each face, whether the network answers angles or matrices. */
const anglesOf = (answer: Float32Array, faces: number): Float32Array =>
  answer.length === 3 * faces
    ? answer
    : Float32Array.from(
        Array.from({ length: faces }, (_, face) => {
          const { pitch, yaw, roll } = matrixToAngles(answer.subarray(9 * face, 9 * face + 9));
          return [pitch, yaw, roll];
        }).flat(),
      );

function readInput(file: string, shape: string, size: number): { pixels: Float32Array; faces: number } {
  const sides = shape.split(',').map(Number);
  const [faces = 0] = sides;
  if (!/^[1-9]\d*,3,\d+,\d+$/.test(shape) || sides[2] !== size || sides[3] !== size)
    throw new UsageError(`--shape is B,3,${size},${size} for this network, not «${shape}».`);
  const bytes = readFileSync(file);
  const count = faces * 3 * size * size;
  if (bytes.length !== 4 * count)
    throw new ProblemError(
      'bad-input',
      `${file} has ${bytes.length} bytes; [${sides.join(', ')}] float32 takes ${4 * count}.`,
    );
  return { pixels: new Float32Array(new Uint8Array(bytes).buffer), faces };
}

const run: Command = {
  usage: '--checkpoint FILE --input X.f32 --shape B,3,H,W --out DIR [--tasks a,b] [--provider P]',
  about: 'writes what the network answers to normalised pixels, as little-endian float32 files',
  options: {
    checkpoint: { type: 'string' },
    input: { type: 'string' },
    shape: { type: 'string' },
    out: { type: 'string' },
    tasks: { type: 'string' },
    provider: { type: 'string' },
  },
  words: [0, 0],
  async run({ values }) {
    const checkpoint = path.resolve(text(values, 'checkpoint'));
    const out = path.resolve(text(values, 'out'));
    const tasks = taskOption(values);
    setProvider(values);
    const preset = inspectWeights(checkpoint, path.basename(checkpoint));
    const { pixels, faces } = readInput(text(values, 'input'), text(values, 'shape'), configOf(preset).size);
    const folder = mkdtempSync(path.join(tmpdir(), 'lineament-run-'));
    try {
      const file = path.join(folder, 'weights.safetensors');
      keepWeights(checkpoint, file, path.basename(checkpoint));
      const device = await chooseDevice();
      const network = await openNetwork({ file, preset }, tasks, device.provider);
      const { tasks: answers } = await network.run(pixels, faces);
      await network.close();
      mkdirSync(out, { recursive: true });
      const files = [...answers].map(([task, answer]) => {
        const numbers = task === 'pose' ? anglesOf(answer, faces) : answer;
        const name = `${FILE_NAMES[task] ?? task}.f32`;
        writePieces(path.join(out, name), [new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)]);
        return { task, file: path.join(out, name), count: numbers.length };
      });
      return {
        json: { preset, device, files, skipped: [] },
        text: files.map(({ file: written }) => written).join('\n'),
        exitCode: 0,
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const exportModel: Command = {
  usage: 'ID --onnx FILE [--fp16 | --int8] [--tasks a,b] | ID --safetensors FILE',
  about: "writes a network as an ONNX graph that needs nothing else, or its weights under the checkpoint's names",
  options: {
    onnx: { type: 'string' },
    safetensors: { type: 'string' },
    fp16: { type: 'boolean' },
    int8: { type: 'boolean' },
    tasks: { type: 'string' },
  },
  words: [1, 1],
  async run({ words, values, session: open }) {
    const onnx = optionalText(values, 'onnx');
    const safetensors = optionalText(values, 'safetensors');
    if ((onnx === undefined) === (safetensors === undefined))
      throw new UsageError('Say where to: either --onnx FILE or --safetensors FILE.');
    if (safetensors !== undefined && (values['fp16'] || values['int8'] || values['tasks']))
      throw new UsageError('--fp16, --int8 and --tasks are for --onnx: a file of weights holds them all as they are.');
    if (values['fp16'] && values['int8']) throw new UsageError('Choose one of --fp16 and --int8.');
    const asked = taskOption(values);
    const { file, family, kind, name } = await findModel(await open(), words[0]);
    if (kind !== 'network')
      throw new ProblemError(
        'unsupported',
        `${name} is a face detector: its own file ${file} is an ONNX graph already.`,
      );
    const to = path.resolve(onnx ?? safetensors ?? '');
    if (onnx === undefined) {
      copyFileSync(file, `${to}.part`);
      renameSync(`${to}.part`, to);
    } else {
      const tasks = tasksOf(configOf(family), asked);
      const form = values['fp16'] ? 'float16' : values['int8'] ? 'int8' : 'float32';
      exportOnnx({ file, preset: family }, to, { tasks, form });
    }
    return { json: { file: to, skipped: [] }, text: `Wrote ${to}.`, exitCode: 0 };
  },
};

export const modelCommands = {
  'model import': importModel,
  'model list': list,
  'model remove': remove,
  'model run': run,
  'model export': exportModel,
} as const;
