/** Models that are being fetched, and how many bytes have come. */
import { create } from 'zustand';

interface Progress {
  received: number;
  total: number | null;
}

export const useFetching = create<{ models: Readonly<Record<string, Progress>> }>(() => ({ models: {} }));

export const setFetching = (id: string, progress: Progress): void =>
  useFetching.setState(({ models }) => ({ models: { ...models, [id]: progress } }));

/** Fetches end with a change of the models, whichever way they end. */
export const endFetching = (): void => useFetching.setState({ models: {} });
