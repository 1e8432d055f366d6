/** Chooses where graphs run by trying each place in the platform's order, and keeps why the others were passed over. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { listSupportedBackends } from 'onnxruntime-node';
import type { Device } from '../shared/domain/model.ts';
import { openSession, type Provider, Tensor } from './session.ts';

/** Fastest first. The CPU can always run, so every order ends with it. */
const ORDERS: Partial<Record<NodeJS.Platform, readonly Provider[]>> = {
  linux: ['cuda', 'webgpu', 'cpu'],
  win32: ['dml', 'webgpu', 'cpu'],
  darwin: ['coreml', 'webgpu', 'cpu'],
};

export const providerOrder = (platform: NodeJS.Platform = process.platform): readonly Provider[] =>
  ORDERS[platform] ?? ['cpu'];

const NAMES = {
  cuda: 'NVIDIA GPU (CUDA)',
  webgpu: 'GPU (WebGPU)',
  dml: 'GPU (DirectML)',
  coreml: 'Apple Core ML',
  cpu: 'CPU',
} satisfies Record<Provider, string>;

export const isProvider = (name: string): name is Provider => Object.hasOwn(NAMES, name);

/** Every thread that the system grants this process. */
export const cpuThreads = (): number => availableParallelism();

/** y = Relu(x) on one float32, as the smallest ONNX file that any provider must run (opset 13). */
const PROBE = Buffer.from(
  'CAg6NwoMCgF4EgF5IgRSZWx1EgVwcm9iZVoPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCAhAN',
  'base64',
);

async function runProbe(provider: Provider): Promise<void> {
  const session = await openSession(PROBE, { provider, threads: 1 });
  try {
    const { y } = await session.run({ x: new Tensor('float32', new Float32Array([3]), [1]) });
    if (y?.data[0] !== 3) throw new Error('it computes wrong numbers');
  } finally {
    await session.release();
  }
}

function cudaFilesPresent(): boolean {
  const root = path.dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  return existsSync(path.join(root, 'bin/napi-v6', process.platform, process.arch, 'libonnxruntime_providers_cuda.so'));
}

/** Why a provider cannot be tried at all, or null. Asking first keeps the native loader's complaints off stderr. */
function knownAbsence(provider: Provider): string | null {
  if (!listSupportedBackends().some((backend) => backend.name === provider))
    return 'it is not part of ONNX Runtime for this system';
  if (provider === 'cuda' && !cudaFilesPresent()) return 'CUDA files are not installed: run npm run gpu';
  return null;
}

/** What the runtime threw, in plain words. */
export function plainReason(provider: Provider, error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (provider === 'webgpu' && /adapter/i.test(text)) return 'no WebGPU adapter was found';
  if (provider === 'cuda' && /load|library|driver|no CUDA-capable/i.test(text))
    return 'CUDA could not be loaded: it needs an NVIDIA GPU with its driver, CUDA 12 and cuDNN 9';
  const [first = ''] = text.split('\n');
  return `it could not be opened (${first.length > 160 ? `${first.slice(0, 160)}…` : first})`;
}

/** The one place that `LINEAMENT_PROVIDER` allows, or null where every one may be tried. */
function wanted(): readonly Provider[] | null {
  const name = process.env['LINEAMENT_PROVIDER'];
  if (!name) return null;
  if (isProvider(name)) return [name];
  throw new Error(`LINEAMENT_PROVIDER is one of ${Object.keys(NAMES).join(', ')}, not «${name}».`);
}

/**
 * Where graphs should run on this machine. Each attempt computes something real.
 *
 * A missing adapter or driver throws and is passed over. A driver that crashes takes the process with it: packaged
 * Electron offers no cheap child process to try it in.
 */
export async function chooseDevice(): Promise<Device> {
  const passedOver: Device['passedOver'] = [];
  for (const provider of wanted() ?? providerOrder()) {
    const absence = knownAbsence(provider);
    if (absence) {
      passedOver.push({ provider, reason: absence });
      continue;
    }
    try {
      await runProbe(provider);
      const threads = cpuThreads();
      const detail = provider === 'cpu' ? `, ${threads} ${threads === 1 ? 'thread' : 'threads'}` : '';
      return { provider, label: NAMES[provider] + detail, passedOver };
    } catch (error) {
      passedOver.push({ provider, reason: plainReason(provider, error) });
    }
  }
  const tried = passedOver.map(({ provider, reason }) => `${provider}: ${reason}`).join('; ');
  throw new Error(`ONNX Runtime runs nowhere on this machine. ${tried}.`);
}
