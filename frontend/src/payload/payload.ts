/** Reads a payload: a header of plain values and named arrays (src/skykeep/page/container.py). */

import { fromSteps } from "./delta";
import { fromResiduals } from "./med";
import { SCHEMA, type ArrayEntry, type ContainerHeader, type Header } from "./header";

export type Values = Uint8Array | Uint16Array | Int16Array | Int32Array | Float32Array;

const MAGIC = "SKYP";
const LENGTH_AT = 4;
const HEADER_AT = 8;

export class Payload<H extends ContainerHeader = Header> {
  readonly header: H;
  private readonly body: Uint8Array;
  private readonly unpacked = new Map<string, Values>();

  /** Throws where the bytes are no payload, or one of another schema. */
  constructor(buffer: ArrayBuffer) {
    const bytes = new Uint8Array(buffer);
    const magic = String.fromCharCode(...bytes.subarray(0, LENGTH_AT));
    if (magic !== MAGIC) throw new Error(`not a payload: it begins with ${JSON.stringify(magic)}`);
    const length = new DataView(buffer).getUint32(LENGTH_AT, true);
    const text = new TextDecoder().decode(bytes.subarray(HEADER_AT, HEADER_AT + length));
    this.header = JSON.parse(text) as H;
    if (this.header.schema !== SCHEMA) {
      throw new Error(`payload of schema ${this.header.schema}: this script reads ${SCHEMA}`);
    }
    this.body = bytes.subarray(HEADER_AT + length);
  }

  has(name: string): boolean {
    return name in this.header.arrays;
  }

  /** Return an array by name, unpacked once; throws where there is none. */
  array(name: string): Values {
    const kept = this.unpacked.get(name);
    if (kept) return kept;
    const entry = this.header.arrays[name];
    if (!entry) throw new Error(`the payload has no array ${name}`);
    const values = unpack(entry, this.body.slice(entry.at, entry.at + entry.bytes));
    this.unpacked.set(name, values);
    return values;
  }
}

function unpack(entry: ArrayEntry, bytes: Uint8Array): Values {
  if (entry.coding === "med") {
    const columns = entry.shape[entry.shape.length - 1];
    const count = entry.shape.reduce((product, size) => product * size, 1);
    const values = fromResiduals(bytes, columns ? count / columns : 0, columns, entry.groups ?? []);
    return entry.type === "u16" ? new Uint16Array(values.buffer) : values;
  }
  if (entry.coding === "delta") return fromSteps(bytes);
  switch (entry.type) {
    case "u8":
      return bytes;
    case "u16":
      return new Uint16Array(bytes.buffer);
    case "i16":
      return new Int16Array(bytes.buffer);
    case "i32":
      return new Int32Array(bytes.buffer);
    case "f32":
      return new Float32Array(bytes.buffer);
  }
}
