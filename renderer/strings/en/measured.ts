/** How fast a network is here, and what computing in bytes would change. */
import type { Task } from '../../../electron/shared/domain/vocabulary.ts';

/** How far answers are from each other, as a person would say it of each task. */
const change: Record<Task, (amount: string) => string> = {
  parsing: (amount) => `${amount} of mask pixels differ`,
  landmarks: (amount) => `landmarks move by ${amount} of the face frame’s side`,
  visibility: (amount) => `${amount} of visibilities differ`,
  pose: (amount) => `the pose turns by ${amount}`,
  attributes: (amount) => `${amount} of attributes differ`,
  age: (amount) => `the age differs by ${amount}`,
  gender: (amount) => `${amount} of genders differ`,
  race: (amount) => `${amount} of races differ`,
  expression: (amount) => `${amount} of expressions differ`,
  identity: (amount) => `the identity differs by ${amount}`,
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
  change,
  units: { '%': ' %', '°': '°', years: ' years' },
  noFaces: 'Open a project with faces and measure again to see what bytes would change.',
};
