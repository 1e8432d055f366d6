/** The part of heic-decode that is used; the package brings no types. */
declare module 'heic-decode' {
  interface HeicImage {
    width: number;
    height: number;
    /** RGBA, four bytes a pixel. */
    decode(): Promise<{ width: number; height: number; data: Uint8ClampedArray }>;
  }
  interface HeicImages extends Array<HeicImage> {
    dispose(): void;
  }
  const decodeFirst: { all(source: { buffer: Uint8Array }): Promise<HeicImages> };
  export default decodeFirst;
}
