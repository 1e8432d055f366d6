/** Whether the core can be reached, and how many edits it has not confirmed yet. */
import { create } from 'zustand';

interface Connection {
  connected: boolean;
  /** Edits on their way; none means that everything on the screen is on the disk. */
  saving: number;
}

export const useConnection = create<Connection>(() => ({ connected: true, saving: 0 }));

export const setConnected = (connected: boolean): void => useConnection.setState({ connected });

/** Counts an edit as unsaved until it settles. */
export async function whileSaving<Value>(edit: Promise<Value>): Promise<Value> {
  useConnection.setState(({ saving }) => ({ saving: saving + 1 }));
  try {
    return await edit;
  } finally {
    useConnection.setState(({ saving }) => ({ saving: saving - 1 }));
  }
}
