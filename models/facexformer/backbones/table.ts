/** Every encoder by its name. */
import type { Backbone } from './backbone.ts';
import { CONVNEXT_B, convNext } from './convnext.ts';
import { mobileNet } from './mobilenet.ts';
import { RESNET_101, resNet } from './resnet.ts';
import { STARTER, standardNet } from './standard.ts';
import { SWIN_B, swin } from './swin.ts';

export const BACKBONE_NAMES = ['swin-b', 'convnext-b', 'resnet-101', 'mobilenet', 'starter'] as const;
export type BackboneName = (typeof BACKBONE_NAMES)[number];

/** The encoders with linear maps, which can be multiplied in bytes; the others are convolutions throughout. */
export const WITH_LINEAR_MAPS: readonly BackboneName[] = ['swin-b', 'convnext-b'];

export const BACKBONES = {
  'swin-b': swin(SWIN_B),
  'convnext-b': convNext(CONVNEXT_B),
  'resnet-101': resNet(RESNET_101),
  mobilenet: mobileNet,
  starter: standardNet(STARTER),
} as const satisfies Record<BackboneName, Backbone>;
