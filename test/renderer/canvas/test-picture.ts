/** Pictures without pixels: they have a size and know whether they were let go. */
import { levelsOf, type Picture } from '../../../renderer/canvas/picture.ts';

class TestBitmap implements ImageBitmap {
  width: number;
  height: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  /** As in a browser, a closed bitmap has no size. */
  close(): void {
    this.width = 0;
    this.height = 0;
  }
}

export function testPicture(width: number, height: number): Picture {
  const { finest, count } = levelsOf(width, height);
  const levels = Array.from({ length: count }, (_, level) => {
    const by = 2 ** (finest + level);
    return new TestBitmap(Math.ceil(width / by), Math.ceil(height / by));
  });
  return { levels, finest };
}

export const isClosed = (picture: Picture): boolean => picture.levels.every((level) => level.width === 0);
