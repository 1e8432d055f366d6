/** Files on their way from a browser to the core. */
import { create } from 'zustand';

interface Upload {
  done: number;
  total: number;
  /** Stops before the next file; what has arrived is kept. */
  cancel(): void;
}

export const useUpload = create<{ upload: Upload | null }>(() => ({ upload: null }));
