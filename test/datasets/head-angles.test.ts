/** Heads that are turned, from the renderer's own geometry into the files of others and drawn as those draw them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Format, type Header, saidOf, type WriteItem } from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import { readMat } from '../../electron/datasets/mat.ts';
import { cameraOf, projectHead, quaternionOf } from '../../electron/datasets/rendered/camera.ts';
import { createRenderer } from '../../electron/datasets/rendered/renderer.ts';
import type { FormatName } from '../../electron/shared/domain/dataset.ts';
import type { Angles } from '../../electron/shared/domain/pose.ts';
import { randomItems, randomOf, readDataset, testHeader, writeDataset } from '../helpers/dataset-faces.ts';
import { readGolden } from '../helpers/golden.ts';

const DEGREE = Math.PI / 180;
const RIGHT: Angles = { pitch: 0, yaw: 35 * DEGREE, roll: 0 };

const random = randomOf(51);
const turn = (most: number) => (2 * random() - 1) * most * DEGREE;
const TURNS: Angles[] = [
  RIGHT,
  ...Array.from({ length: 10 }, () => ({ pitch: turn(50), yaw: turn(85), roll: turn(60) })),
];

/** Where the head's three axes end on a photo that is taken from very far: x to the right, y down, out of the nose. */
function axesSeen(head: Angles): number[] {
  const far = 1e9;
  const camera = { ...cameraOf({ head, body: head, distance: far }), focal: far };
  const [x, y] = projectHead(camera, 0, 0, 0);
  const ends = [projectHead(camera, 1, 0, 0), projectHead(camera, 0, -1, 0), projectHead(camera, 0, 0, 1)];
  return ends.flatMap((end) => [end[0] - x, end[1] - y]);
}

/** Where HopeNet and 6DRepNet draw them; they negate the yaw first. */
function axesDrawn({ pitch: p, yaw, roll: r }: Angles): number[] {
  const y = -yaw;
  const { cos, sin } = Math;
  return [
    ...[cos(y) * cos(r), cos(p) * sin(r) + cos(r) * sin(p) * sin(y)],
    ...[-cos(y) * sin(r), cos(p) * cos(r) - sin(p) * sin(y) * sin(r)],
    ...[sin(y), -cos(y) * sin(p)],
  ];
}

/** HopeNet's angles of BIWI's matrix, which it transposes first. */
function hopenetOfBiwi(rows: readonly number[]): Angles {
  const at = (row: number, column: number) => rows[3 * column + row]!;
  return {
    roll: -Math.atan2(at(1, 0), at(0, 0)),
    yaw: -Math.atan2(-at(2, 0), Math.hypot(at(2, 1), at(2, 2))),
    pitch: Math.atan2(at(2, 1), at(2, 2)),
  };
}

/** What other software takes from the files of the one picture. */
const ANGLES_IN: Partial<Record<FormatName, (folder: string) => Angles>> = {
  '300w-lp'(folder) {
    const [pitch, yaw, roll] = readMat(readFileSync(path.join(folder, 'photo.mat'))).get('Pose_Para')!.data;
    return { pitch: pitch!, yaw: yaw!, roll: roll! };
  },
  'celebamask-hq'(folder) {
    const row = readFileSync(path.join(folder, 'CelebAMask-HQ-pose-anno.txt'), 'utf8').split('\n')[2]!;
    const [, yaw, pitch, roll] = row.split(' ').map((cell) => Number(cell) * DEGREE);
    return { pitch: pitch!, yaw: yaw!, roll: roll! };
  },
  biwi(folder) {
    const text = readFileSync(path.join(folder, '01/frame_00000_pose.txt'), 'utf8');
    return hopenetOfBiwi(text.trim().split(/\s+/).slice(0, 9).map(Number));
  },
};

async function written(name: FormatName, head: Angles) {
  const format: Format = FORMATS[name];
  const [random] = randomItems(52, { unit: 'face', count: 1, origin: { kind: 'import', format: name } });
  const faces = random!.faces.map((face) => ({
    ...face,
    annotations: face.annotations.map((annotation) =>
      annotation.task === 'pose' ? { ...annotation, value: { quaternion: quaternionOf(head) } } : annotation,
    ),
  }));
  const item: WriteItem = { ...random!, faces };
  const header: Header = testHeader(format);
  return { folder: await writeDataset(format, [item], header), format };
}

test('a rendered face with a positive yaw looks to the right of the picture', () => {
  const { truth } = createRenderer().renderFace({ seed: 3, bare: true, yaw: 35, pitch: 0, roll: 0 }, { size: 96 });
  const x = (point: number) => truth.landmarks[2 * point]!;
  const eyes = x(45) - x(36);
  expect(x(30) - (x(36) + x(45)) / 2).toBeGreaterThan(0.2 * eyes);
});

describe.each(Object.keys(ANGLES_IN) as FormatName[])('%s', (name) => {
  test('a face that looks to the right of the picture has a negative yaw there', async () => {
    const { folder } = await written(name, RIGHT);
    const { pitch, yaw, roll } = ANGLES_IN[name]!(folder);
    expect([pitch, yaw, roll].map((angle) => angle / DEGREE)).toEqual(
      [0, -35, 0].map((angle) => expect.closeTo(angle, 4)),
    );
  });

  test('its axes, as HopeNet draws them, are those of the head that is seen', async () => {
    for (const head of TURNS) {
      const { folder, format } = await written(name, head);
      expect(axesDrawn(ANGLES_IN[name]!(folder))).toEqual(axesSeen(head).map((end) => expect.closeTo(end, 4)));
      const { items } = await readDataset(format, folder);
      const { quaternion } = saidOf(items[0]!.faces[0]!, 'pose')!;
      expect(quaternion).toEqual(quaternionOf(head).map((part) => expect.closeTo(part, 5)));
    }
  });
});

test('BIWI: nine numbers that are no rotation are told of', async () => {
  const { faces, rejected } = await readGolden('biwi', {
    '01/frame_00003_pose.txt': '1 0 0\n0 1 0\n0 0 -1\n\n0 0 900\n',
    '01/frame_00004_pose.txt': '1 0 0\n0 1 0\n0 0.5 1\n\n0 0 900\n',
  });
  expect(faces).toEqual([]);
  expect(rejected.map(({ reason }) => reason)).toEqual(
    Array(2).fill(expect.stringMatching(/not the matrix of a rotation/)),
  );
});
