/** What saving as JPEG does to a picture: 8 x 8 cosine blocks, rounded by the standard's tables, colour at half size. */

/** Annex K of the JPEG standard (ITU-T T.81). */
const LUMINANCE = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
];
const CHROMINANCE = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99,
];

/** Row k, column n: the value of cosine k at sample n, so that the matrix is orthonormal. */
const COSINES = Float32Array.from({ length: 64 }, (_, at) => {
  const k = at >> 3;
  return Math.sqrt((k === 0 ? 1 : 2) / 8) * Math.cos(((2 * (at & 7) + 1) * k * Math.PI) / 16);
});

/** Steps of a table at a quality of 1 to 100, by the rule of the IJG's library. */
function stepsOf(table: readonly number[], quality: number): Float32Array {
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return Float32Array.from(table, (step) => Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))));
}

/** Rounds every block of a plane. */
function roundPlane(plane: Float32Array, width: number, height: number, steps: Float32Array): void {
  const block = new Float32Array(64);
  const half = new Float32Array(64);
  const multiply = (
    a: Float32Array,
    b: Float32Array,
    out: Float32Array,
    aAcross: number,
    aDown: number,
    bAcross: number,
    bDown: number,
  ) => {
    // Written out, it takes half the time of a third loop.
    for (let i = 0; i < 8; i++) {
      const from = i * aDown;
      const a0 = a[from]!;
      const a1 = a[from + aAcross]!;
      const a2 = a[from + 2 * aAcross]!;
      const a3 = a[from + 3 * aAcross]!;
      const a4 = a[from + 4 * aAcross]!;
      const a5 = a[from + 5 * aAcross]!;
      const a6 = a[from + 6 * aAcross]!;
      const a7 = a[from + 7 * aAcross]!;
      for (let j = 0, at = 0; j < 8; j++, at += bAcross)
        out[i * 8 + j] =
          a0 * b[at]! +
          a1 * b[at + bDown]! +
          a2 * b[at + 2 * bDown]! +
          a3 * b[at + 3 * bDown]! +
          a4 * b[at + 4 * bDown]! +
          a5 * b[at + 5 * bDown]! +
          a6 * b[at + 6 * bDown]! +
          a7 * b[at + 7 * bDown]!;
    }
  };
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      for (let y = 0; y < 8; y++)
        for (let x = 0; x < 8; x++)
          block[y * 8 + x] = plane[Math.min(height - 1, top + y) * width + Math.min(width - 1, left + x)]! - 128;
      multiply(COSINES, block, half, 1, 8, 1, 8);
      multiply(half, COSINES, block, 1, 8, 8, 1);
      for (let at = 0; at < 64; at++) block[at] = Math.round(block[at]! / steps[at]!) * steps[at]!;
      multiply(COSINES, block, half, 8, 1, 1, 8);
      multiply(half, COSINES, block, 1, 8, 1, 8);
      for (let y = 0; y < Math.min(8, height - top); y++)
        for (let x = 0; x < Math.min(8, width - left); x++)
          plane[(top + y) * width + left + x] = block[y * 8 + x]! + 128;
    }
  }
}

/** Changes a picture of 8-bit red, green and blue to what a JPEG file of that quality would show. */
export function compress(photo: Uint8Array, width: number, height: number, quality: number): void {
  const luma = new Float32Array(width * height);
  const smallWidth = (width + 1) >> 1;
  const smallHeight = (height + 1) >> 1;
  const blue = new Float32Array(smallWidth * smallHeight);
  const red = new Float32Array(smallWidth * smallHeight);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const r = photo[3 * at]!;
      const g = photo[3 * at + 1]!;
      const b = photo[3 * at + 2]!;
      luma[at] = 0.299 * r + 0.587 * g + 0.114 * b;
      const small = (y >> 1) * smallWidth + (x >> 1);
      // The mean of the pixels that share a sample; at an odd edge there are fewer.
      const share = 1 / (Math.min(2, width - (x & ~1)) * Math.min(2, height - (y & ~1)));
      blue[small]! += share * (128 - 0.168736 * r - 0.331264 * g + 0.5 * b);
      red[small]! += share * (128 + 0.5 * r - 0.418688 * g - 0.081312 * b);
    }
  }
  roundPlane(luma, width, height, stepsOf(LUMINANCE, quality));
  roundPlane(blue, smallWidth, smallHeight, stepsOf(CHROMINANCE, quality));
  roundPlane(red, smallWidth, smallHeight, stepsOf(CHROMINANCE, quality));
  const clampedPhoto = new Uint8ClampedArray(photo.buffer, photo.byteOffset, photo.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const small = (y >> 1) * smallWidth + (x >> 1);
      const cb = blue[small]! - 128;
      const cr = red[small]! - 128;
      const level = luma[at]!;
      clampedPhoto[3 * at] = level + 1.402 * cr;
      clampedPhoto[3 * at + 1] = level - 0.344136 * cb - 0.714136 * cr;
      clampedPhoto[3 * at + 2] = level + 1.772 * cb;
    }
  }
}
