/** How fast a network is here, and what computing in bytes would change. */
import type { Task } from '../../../electron/shared/domain/vocabulary.ts';

const what: Record<Task, string> = {
  parsing: 'mask pixels',
  landmarks: 'points, of the face frame’s side',
  visibility: 'visibilities',
  pose: 'pose',
  attributes: 'attributes',
  age: 'age',
  gender: 'genders',
  race: 'races',
  expression: 'expressions',
  identity: 'identity',
};

export const measured = {
  measure: 'Measure',
  again: 'Measure again',
  measuring: 'Measuring…',
  tip: 'Times it on this machine, and compares computing in bytes on faces of the open project',
  named: (model: string) => `Measure ${model}`,
  time: (milliseconds: string, device: string) => `${milliseconds} ms a face on ${device}`,
  fast: (milliseconds: string, times: string) => `${milliseconds} ms in bytes (${times}×)`,
  changes: (faces: number, list: string) => `In bytes, over ${faces === 1 ? '1 face' : `${faces} faces`}: ${list}.`,
  change: (task: Task, amount: string) => `${what[task]} ${amount}`,
  units: { '%': ' %', '°': '°', years: ' years' },
  noFaces: 'Open a project with faces and measure again to see what bytes would change.',
};
