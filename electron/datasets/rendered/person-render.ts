/** Draws one person of a plan into a canvas: meshes, shadow, shading, lenses, strands, what is in front. */
import { bodyMeshes, necklaceMesh } from './body-mesh.ts';
import { type Camera, projectHead } from './camera.ts';
import { type Canvas, keepBare } from './canvas.ts';
import { faceRegions } from './face-class.ts';
import { beardMesh, hairMeshes } from './hair-mesh.ts';
import { earMeshes, headMesh } from './head-mesh.ts';
import { drawLenses } from './lenses.ts';
import { castShadow } from './light.ts';
import { detailOf, type Mesh } from './mesh.ts';
import { drawOccluder } from './occluders.ts';
import type { FacePlan } from './plan.ts';
import { Random } from './random.ts';
import { clearLayer, drawMesh } from './raster.ts';
import { shadePerson } from './shade.ts';
import type { HeadShape } from './shape.ts';
import { faceOf } from './skin.ts';
import { drawStrands } from './strands.ts';
import { earringMeshes, frameMeshes, hatMeshes } from './worn-mesh.ts';

/** From chin to crown, in cm. */
const HEAD_HEIGHT = 24;

/**
 * Draws over what `canvas.light` holds: the background, in linear colour. Afterwards the canvas knows each pixel's
 * class, what is beneath, and what hides the head.
 */
export function drawPerson(canvas: Canvas, plan: FacePlan, shape: HeadShape, camera: Camera): void {
  const { look, light, person, years } = plan;
  const { layer, scratch } = canvas;
  const random = new Random(plan.seed, 'drawing');
  clearLayer(layer);
  const detail = detailOf((camera.focal / camera.distance) * HEAD_HEIGHT);
  const own: Mesh[] = [headMesh(shape, detail), ...earMeshes(shape)];
  const [neck, ...clothes] = bodyMeshes(shape, look, person.feminine, years);
  own.push(neck!);
  for (const mesh of own) drawMesh(layer, mesh, camera, scratch);
  keepBare(canvas);

  const { glasses, hat, beard, jewellery } = look;
  const beardShell = beardMesh(shape, beard, detail);
  const worn = [
    ...clothes,
    ...(beardShell ? [beardShell] : []),
    ...hairMeshes(shape, look, detail),
    ...(glasses ? frameMeshes(shape, glasses) : []),
    ...(hat ? hatMeshes(shape, hat, look) : []),
    ...(jewellery.earrings ? earringMeshes(shape, jewellery.earrings) : []),
    ...(jewellery.necklace ? [necklaceMesh(shape, jewellery.necklace.size, jewellery.necklace.low)] : []),
  ];
  for (const mesh of worn) drawMesh(layer, mesh, camera, scratch);
  if (light.shadow) castShadow(canvas.shadow, light, [...own, ...worn], camera, scratch);

  const face = faceOf(person, shape, faceRegions(shape), look, years, random.part('skin'));
  shadePerson(canvas, face, camera, light);
  if (glasses) drawLenses(canvas, camera, shape, glasses, light, random.between(0, 99));
  drawStrands({ canvas, camera, shape, look, light, random: random.part('strands') });

  const [x, y] = projectHead(camera, 0, -3, 6);
  const [, chin] = projectHead(camera, 0, shape.chin, 8);
  const [, brow] = projectHead(camera, 0, shape.brow.y + 2.5, 8);
  const place = { x, y, size: Math.max(4, Math.abs(chin - brow) / 2, (camera.focal / camera.distance) * 7) };
  for (const occluder of plan.occluders)
    drawOccluder(canvas, occluder, place, face.skin, light, new Random(occluder.seed, 'occluder'));
}
