/**
 * Writer of protobuf messages. A message is a list of pieces that are joined once at the end, so the bytes of large
 * weights are referred to and never copied on the way.
 */

/** UTF-8 without a TextEncoder, which plain TypeScript does not know. */
export function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text);
  const bytes: number[] = [];
  for (let i = 0; i < escaped.length; i++) {
    if (escaped[i] === '%') {
      bytes.push(Number.parseInt(escaped.slice(i + 1, i + 3), 16));
      i += 2;
    } else bytes.push(escaped.charCodeAt(i));
  }
  return Uint8Array.from(bytes);
}

/** Base 128, seven bits a byte, lowest first; negative numbers in two's complement of 64 bits. */
function varint(value: number | bigint): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

export class Message {
  readonly pieces: Uint8Array[] = [];
  length = 0;

  #push(bytes: Uint8Array): this {
    this.pieces.push(bytes);
    this.length += bytes.length;
    return this;
  }

  #tag(field: number, wire: number, ...rest: number[]): this {
    return this.#push(Uint8Array.from([...varint((field << 3) | wire), ...rest]));
  }

  int(field: number, value: number | bigint): this {
    return this.#tag(field, VARINT, ...varint(value));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#tag(field, FIXED32).#push(bytes);
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#tag(field, LENGTH_DELIMITED, ...varint(value.length)).#push(value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, utf8(value));
  }

  ints(field: number, values: readonly number[]): this {
    return this.bytes(field, Uint8Array.from(values.flatMap(varint)));
  }

  message(field: number, value: Message): this {
    this.#tag(field, LENGTH_DELIMITED, ...varint(value.length));
    for (const piece of value.pieces) this.#push(piece);
    return this;
  }

  join(): Uint8Array {
    const whole = new Uint8Array(this.length);
    let offset = 0;
    for (const piece of this.pieces) {
      whole.set(piece, offset);
      offset += piece.length;
    }
    return whole;
  }
}
