/** Whether the list of jobs is open. */
import { create } from 'zustand';

export const useTray = create<{ open: boolean }>(() => ({ open: false }));

export const toggleTray = (): void => useTray.setState(({ open }) => ({ open: !open }));
