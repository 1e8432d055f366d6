/** The face frame as the window knows it, too. */
export { faceFrame, frameTransform, rasterOf } from '../shared/domain/frame.ts';
