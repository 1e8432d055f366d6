/** A photo that a project knows: indexed where it lies, never written to. */
import { z } from 'zod';
import { ContentHash, ImageId } from './ids.ts';

export const PHOTO_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif', 'bmp', 'heic'] as const;
export const PhotoFormat = z.enum(PHOTO_FORMATS);
export type PhotoFormat = z.infer<typeof PhotoFormat>;

/** File name endings by which folders are searched; what a file really is, its first bytes tell. */
const EXTENSIONS = {
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  png: ['png'],
  webp: ['webp'],
  avif: ['avif'],
  tiff: ['tif', 'tiff'],
  gif: ['gif'],
  bmp: ['bmp', 'dib'],
  heic: ['heic', 'heif', 'hif'],
} as const satisfies Record<PhotoFormat, readonly string[]>;

export const PHOTO_EXTENSIONS: readonly string[] = Object.values(EXTENSIONS).flat();

/** Whether a file's name ends as a photo's does. */
export const isPhotoName = (name: string): boolean =>
  name.includes('.') && PHOTO_EXTENSIONS.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase());

export const FILE_STATES = ['present', 'missing', 'changed'] as const;
/** Whether the file is still where it was, with the bytes it had. */
export const FileState = z.enum(FILE_STATES);
export type FileState = z.infer<typeof FileState>;

export const Image = z.object({
  id: ImageId,
  /** Absolute path of the file. */
  path: z.string(),
  hash: ContentHash,
  /** Size of the file. */
  bytes: z.int().nonnegative(),
  format: PhotoFormat,
  /** Size of the upright photo in pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** EXIF orientation 1 to 8, applied on view only. */
  orientation: z.int().min(1).max(8),
  file: FileState,
  /** When a detector last searched it, or null. Milliseconds since 1970. */
  searched: z.number().nullable(),
  added: z.number(),
  faces: z.int().nonnegative(),
  /** How many of its faces still wait for a person's verdict. */
  openFaces: z.int().nonnegative(),
});
export type Image = z.infer<typeof Image>;

export const IMAGE_STATES = ['unsearched', 'empty', 'open', 'done', 'problem'] as const;
/**
 * Where a photo stands: not searched yet, searched without a face, with faces that wait for a verdict, all faces
 * judged; or its file is missing or changed.
 */
export type ImageState = (typeof IMAGE_STATES)[number];

export function imageState(image: Pick<Image, 'file' | 'faces' | 'openFaces' | 'searched'>): ImageState {
  if (image.file !== 'present') return 'problem';
  if (image.faces > 0) return image.openFaces > 0 ? 'open' : 'done';
  return image.searched === null ? 'unsearched' : 'empty';
}

export const IMAGE_SORTS = ['path', 'added', 'faces', 'open'] as const;
export const ImageQuery = z.object({
  state: z.enum(['all', ...IMAGE_STATES]).default('all'),
  /** Part of the path. */
  text: z.string().max(500).default(''),
  sort: z.enum(IMAGE_SORTS).default('path'),
  descending: z.boolean().default(false),
});
export type ImageQuery = z.infer<typeof ImageQuery>;
