/** Carries out a reduction box by box, so that pictures which are stored in pieces never need to be put together first. */
import type { Reduction } from './reduction.js';
import { product } from './shape.js';

/** Numbers as files store them; 64-bit whole numbers are no pictures. */
export type StoredValues = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** The same rectangular piece of several consecutive pictures, row-major: [rows, height, width, channels]. */
interface PictureBox {
  values: StoredValues;
  /** Number of pictures in the box. */
  rows: number;
  top: number;
  left: number;
  /** First channel. */
  channel: number;
  height: number;
  width: number;
  channels: number;
}

/** Receives boxes of pictures in any order and holds the reduced pictures, 8-bit where the stored values are, else 32-bit floats. */
export class Reducer {
  /** Row-major [count, ...reduction.to]; complete once every box of a picture was added and its sums were settled. */
  readonly values: Uint8Array | Float32Array;
  readonly #reduction: Reduction;
  readonly #size: number;
  /** New index of each stored channel, −1 where it is dropped. */
  readonly #channelTo: Int32Array;
  /** Sums over blocks for the slots from `#first` on; null where nothing is averaged. */
  #sums: Float64Array | Uint32Array | null = null;
  #first = 0;

  constructor(reduction: Reduction, count: number, eightBit: boolean) {
    this.#reduction = reduction;
    this.#size = product(reduction.to);
    this.values = eightBit ? new Uint8Array(count * this.#size) : new Float32Array(count * this.#size);
    const stored = reduction.from[2] ?? 0;
    this.#channelTo = Int32Array.from({ length: stored }, (_, channel) => reduction.channels.indexOf(channel));
  }

  /** Says that the boxes that follow hold pictures for the slots `first … first + count − 1`. */
  begin(first: number, count: number): void {
    this.#first = first;
    if (this.#reduction.coarsen === 1) return;
    const length = count * this.#size;
    // Sums of 8-bit values fit 32 bits in blocks of up to 4,104 pixels a side.
    if (this.#sums?.length === length) this.#sums.fill(0);
    else this.#sums = this.values instanceof Uint8Array ? new Uint32Array(length) : new Float64Array(length);
  }

  /**
   * Adds a box.
   * @param slots - For each picture of the box its place among the results, −1 where it is not wanted.
   */
  add(box: PictureBox, slots: ArrayLike<number>): void {
    const [rows = 0, columns = 0, channels = 0] = this.#reduction.to;
    const { coarsen } = this.#reduction;
    const to = this.#sums ?? this.values;
    const base = this.#sums ? this.#first : 0;
    const bottom = Math.min(box.height, rows * coarsen - box.top);
    const right = Math.min(box.width, columns * coarsen - box.left);
    for (let picture = 0; picture < box.rows; picture++) {
      const slot = slots[picture] ?? -1;
      if (slot < 0) continue;
      for (let y = 0; y < bottom; y++) {
        const from = (picture * box.height + y) * box.width * box.channels;
        const line = (slot - base) * this.#size + Math.floor((box.top + y) / coarsen) * columns * channels;
        for (let c = 0; c < box.channels; c++) {
          const channel = this.#channelTo[box.channel + c] ?? -1;
          if (channel < 0) continue;
          if (coarsen === 1) copyLine(box.values, from + c, box.channels, to, line + box.left * channels + channel, channels, right);
          else sumLine(box.values, from + c, box.channels, to, line + channel, channels, right, box.left, coarsen);
        }
      }
    }
  }

  /** Turns the sums since `begin` into means; 8-bit means are rounded to the nearest. */
  settle(): void {
    if (!this.#sums) return;
    const { coarsen } = this.#reduction;
    const area = coarsen * coarsen;
    const half = this.values instanceof Uint8Array ? Math.floor(area / 2) : 0;
    const at = this.#first * this.#size;
    for (let i = 0; i < this.#sums.length; i++) this.values[at + i] = ((this.#sums[i] as number) + half) / area;
  }
}

function copyLine(from: StoredValues, at: number, step: number, to: StoredValues, toAt: number, toStep: number, n: number): void {
  for (let x = 0, i = at, j = toAt; x < n; x++, i += step, j += toStep) to[j] = from[i] as number;
}

function sumLine(
  from: StoredValues,
  at: number,
  step: number,
  to: StoredValues,
  toAt: number,
  toStep: number,
  n: number,
  left: number,
  coarsen: number,
): void {
  let block = Math.floor(left / coarsen);
  let within = left % coarsen;
  for (let x = 0, i = at; x < n; x++, i += step) {
    const j = toAt + block * toStep;
    to[j] = (to[j] as number) + (from[i] as number);
    if (++within === coarsen) {
      within = 0;
      block++;
    }
  }
}
