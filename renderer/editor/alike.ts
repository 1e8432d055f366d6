/** Whether two values say the same, whatever objects hold them. */

function sameBytes(a: ArrayBufferView, b: ArrayBufferView): boolean {
  if (a.byteLength !== b.byteLength) return false;
  // Four at once where they lie so: a label map has a million.
  const whole = [a.byteOffset, b.byteOffset, a.byteLength].every((bytes) => bytes % 4 === 0);
  const numbersOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array | Uint32Array =>
    whole ? new Uint32Array(buffer, byteOffset, byteLength / 4) : new Uint8Array(buffer, byteOffset, byteLength);
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}

/** For what the contract carries: plain objects, arrays, typed arrays, and values without parts. */
export function alike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (ArrayBuffer.isView(a) || ArrayBuffer.isView(b))
    return ArrayBuffer.isView(a) && ArrayBuffer.isView(b) && sameBytes(a, b);
  const others = new Map(Object.entries(b));
  const entries = Object.entries(a);
  return (
    entries.length === others.size && entries.every(([key, value]) => others.has(key) && alike(value, others.get(key)))
  );
}
