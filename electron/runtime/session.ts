/** The one door to ONNX Runtime: opens graphs and says what goes in and comes out of them. */
import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import type { Device } from '../shared/domain/model.ts';

// What fails is thrown; the native log would only repeat it on stderr.
env.logLevel = 'fatal';

export { Tensor };

export type Provider = Device['provider'];

/** An open graph. `run` blocks its thread while it computes; `release` gives the memory back. */
export type Session = Pick<InferenceSession, 'run' | 'release' | 'inputMetadata' | 'outputMetadata'>;

export interface SessionOptions {
  provider: Provider;
  /** CPU threads that one run may use. */
  threads: number;
  optimization?: 'disabled' | 'basic' | 'extended' | 'all';
  /**
   * Whether threads that wait for each other give the processor back at once, for work that goes on for minutes beside
   * other work. It takes some hundredths longer on a machine that does nothing else, and far less on one that does.
   */
  yields?: boolean;
}

/** @param source path of an ONNX file, or its bytes */
export function openSession(source: string | Uint8Array, options: SessionOptions): Promise<Session> {
  const settings: InferenceSession.SessionOptions = {
    executionProviders: [options.provider],
    intraOpNumThreads: options.threads,
    graphOptimizationLevel: options.optimization ?? 'all',
    // Plans made for one input size; they cost 1.3 to 1.8 times the memory and DirectML forbids them.
    enableMemPattern: false,
    ...(options.yields && { extra: { session: { intra_op: { allow_spinning: '0' } } } }),
  };
  return typeof source === 'string'
    ? InferenceSession.create(source, settings)
    : InferenceSession.create(source, settings);
}

/** One input or output of a graph. A dimension that may vary has a name instead of a number. */
export interface Slot {
  name: string;
  /** Element type such as `float32`, or `other` for what is no tensor. */
  type: string;
  shape: readonly (number | string)[];
}

export interface GraphInterface {
  inputs: readonly Slot[];
  outputs: readonly Slot[];
}

/** What a graph must be fed and what it answers. Inputs with a built-in value are left out. */
export function interfaceOf(session: Session): GraphInterface {
  const slot = (metadata: InferenceSession.ValueMetadata): Slot =>
    metadata.isTensor
      ? { name: metadata.name, type: metadata.type, shape: metadata.shape }
      : { name: metadata.name, type: 'other', shape: [] };
  return { inputs: session.inputMetadata.map(slot), outputs: session.outputMetadata.map(slot) };
}
