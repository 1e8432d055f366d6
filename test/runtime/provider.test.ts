import { afterEach, describe, expect, test, vi } from 'vitest';
import { chooseDevice, plainReason, providerOrder } from '../../electron/runtime/provider.ts';

describe('choosing a device', () => {
  test('every provider before the chosen one has a reason, in the order of the platform', async () => {
    const device = await chooseDevice();
    const order = providerOrder();
    expect(device.passedOver.map(({ provider }) => provider)).toEqual(order.slice(0, order.indexOf(device.provider)));
    for (const { reason } of device.passedOver) expect(reason).not.toBe('');
  });

  test('its label says what computes', async () => {
    expect((await chooseDevice()).label).toMatch(/^(CPU, \d+ threads?|.*GPU.*|Apple Core ML)$/);
  });

  test.each(['linux', 'win32', 'darwin', 'freebsd'] as const)('%s falls back on the CPU last', (platform) => {
    expect(providerOrder(platform).at(-1)).toBe('cpu');
  });
});

describe('a provider that is asked for by name', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('is the only one that is tried', async () => {
    vi.stubEnv('LINEAMENT_PROVIDER', 'cpu');
    expect(await chooseDevice()).toMatchObject({ provider: 'cpu', passedOver: [] });
  });

  test('is not silently replaced where it is missing', async () => {
    vi.stubEnv('LINEAMENT_PROVIDER', process.platform === 'win32' ? 'coreml' : 'dml');
    await expect(chooseDevice()).rejects.toThrow('not part of ONNX Runtime for this system');
  });

  test('is refused where there is none of that name', async () => {
    vi.stubEnv('LINEAMENT_PROVIDER', 'abacus');
    await expect(chooseDevice()).rejects.toThrow('«abacus»');
  });
});

describe('why a provider was passed over', () => {
  test('a machine without a GPU that WebGPU can use', () => {
    const thrown = new Error(
      'webgpu_context.cc:136 Initialize adapter_result.status was false. Failed to get a WebGPU adapter: No supported adapters\n',
    );
    expect(plainReason('webgpu', thrown)).toBe('no WebGPU adapter was found');
  });

  test('CUDA libraries that do not load', () => {
    const thrown = new Error('OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library');
    expect(plainReason('cuda', thrown)).toContain('NVIDIA GPU with its driver');
  });

  test('anything else keeps its first line', () => {
    expect(plainReason('dml', new Error('device removed\nat somewhere'))).toBe(
      'it could not be opened (device removed)',
    );
  });
});
