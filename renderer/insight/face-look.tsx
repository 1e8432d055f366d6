/** A face with what is said of it for one task drawn over it: small, and in the coordinates of the photo. */
import { type ReactNode, useMemo } from 'react';
import type { Annotation } from '../../electron/shared/domain/annotation.ts';
import type { AnsweredFace } from '../../electron/shared/domain/evaluation.ts';
import { boxCenter } from '../../electron/shared/domain/geometry.ts';
import { hiddenLandmarks, LANDMARK_GROUPS } from '../../electron/shared/domain/landmarks.ts';
import { PARSING_COLOURS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { cropUrl } from '../api.ts';
import { type LabelValue, labelOf } from '../editor/labels.ts';
import { poseAxes } from '../editor/pose-axes.ts';
import './face-look.css';

const MASK_OPACITY = 150;
const AXIS_COLOURS = { x: '#ff5a52', y: '#4fd86b', z: '#5b9dff' } as const;
/** Of the box's shorter side. */
const AXIS_LENGTH = 0.42;
const PICTURE = 256;

/** The label map as a picture with a pixel a cell. */
function maskUrl({ profile, width, height, labels }: LabelValue<'parsing'>): string {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(width, height);
  for (let cell = 0; cell < labels.length; cell++) {
    const label = labels[cell]!;
    if (label > 0) image.data.set([...PARSING_COLOURS[profile][label]!, MASK_OPACITY], 4 * cell);
  }
  context.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

function MaskLook({ mask }: { mask: LabelValue<'parsing'> }) {
  const url = useMemo(() => maskUrl(mask), [mask]);
  return <image href={url} {...mask.frame} preserveAspectRatio="none" className="look-mask" />;
}

/** `unit` is a hundredth of what is seen. */
function PointsLook({
  points,
  hidden,
  unit,
}: {
  points: LabelValue<'landmarks'>['points'];
  hidden: ReadonlySet<number>;
  unit: number;
}) {
  return (
    <g className="look-points" strokeWidth={0.7 * unit}>
      {LANDMARK_GROUPS.map(({ name, first, last, closed }) => (
        <polyline
          key={name}
          points={[...points.slice(first, last + 1), ...(closed ? [points[first]!] : [])].map(String).join(' ')}
        />
      ))}
      {points.map(([x, y], i) => (
        <circle key={String(i)} cx={x} cy={y} r={unit} className={hidden.has(i) ? 'look-hidden' : undefined} />
      ))}
    </g>
  );
}

function PoseLook({ face, pose, unit }: { face: AnsweredFace; pose: LabelValue<'pose'>; unit: number }) {
  const middle = boxCenter(face.box);
  const length = AXIS_LENGTH * Math.min(face.box.width, face.box.height);
  return (
    <g strokeWidth={2 * unit} strokeLinecap="round">
      {poseAxes(pose.quaternion).map(({ name, x, y }) => (
        <line
          key={name}
          x1={middle.x}
          y1={middle.y}
          x2={middle.x + x * length}
          y2={middle.y + y * length}
          stroke={AXIS_COLOURS[name]}
        />
      ))}
    </g>
  );
}

/** What is drawn over the face; nothing for what is said in words. */
function drawing(face: AnsweredFace, task: Task, said: { annotations: Annotation[] }, unit: number): ReactNode {
  const mask = labelOf(said, 'parsing')?.value;
  const points = (labelOf(said, 'landmarks') ?? labelOf({ annotations: face.stored }, 'landmarks'))?.value.points;
  const pose = labelOf(said, 'pose')?.value;
  const visible = labelOf(said, 'visibility')?.value.visible;
  if (task === 'parsing' && mask) return <MaskLook mask={mask} />;
  if (task === 'pose' && pose) return <PoseLook face={face} pose={pose} unit={unit} />;
  if (task === 'landmarks' && points) return <PointsLook points={points} hidden={new Set()} unit={unit} />;
  if (task === 'visibility' && points && visible)
    return <PointsLook points={points} hidden={hiddenLandmarks(visible)} unit={unit} />;
  return null;
}

export function FaceLook({ face, task, annotations }: { face: AnsweredFace; task: Task; annotations: Annotation[] }) {
  const { x, y, width, height } = face.seen;
  return (
    <svg className="look" viewBox={`${x} ${y} ${width} ${height}`} aria-hidden>
      <image href={cropUrl(face.hash, face.box, PICTURE)} {...face.seen} preserveAspectRatio="none" />
      {drawing(face, task, { annotations }, Math.max(width, height) / 100)}
    </svg>
  );
}
