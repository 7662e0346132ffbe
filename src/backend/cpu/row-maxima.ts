/** Which pixel is the largest of its window, for one row of a pooling layer's outputs at a time. */

/** The part of TensorFlow.js's description of a pooling layer that lies along a row. */
export interface RowGeometry {
  inWidth: number;
  outWidth: number;
  inChannels: number;
  filterWidth: number;
  strideWidth: number;
  padInfo: { left: number };
}

export class RowMaxima {
  /** For each output `[outWidth, channels]` of the row: where in `x` its largest value so far lies. */
  readonly at: Int32Array;
  readonly #geometry: RowGeometry;

  constructor(geometry: RowGeometry) {
    this.#geometry = geometry;
    this.at = new Int32Array(geometry.outWidth * geometry.inChannels);
  }

  /** Starts a row of windows with the first pixel of each inside the input row at `rowStart`. */
  begin(rowStart: number): void {
    const { outWidth, inChannels, strideWidth, padInfo } = this.#geometry;
    let output = 0;
    for (let column = 0; column < outWidth; column++) {
      const first = rowStart + Math.max(column * strideWidth - padInfo.left, 0) * inChannels;
      for (let channel = 0; channel < inChannels; channel++) this.at[output++] = first + channel;
    }
  }

  /**
   * Looks at one input row of every window. The first of equal values stays, as on the cpu backend. Which pixel wins is as good
   * as random, so it is selected by arithmetic: a branch guessed wrong would cost three times the whole loop.
   */
  scan(x: Float32Array, rowStart: number): void {
    const { inWidth, outWidth, inChannels, filterWidth, strideWidth, padInfo } = this.#geometry;
    const at = this.at;
    for (let tap = 0; tap < filterWidth; tap++) {
      const shift = tap - padInfo.left; // input column = output column · stride + shift
      const first = Math.max(Math.ceil(-shift / strideWidth), 0);
      const last = Math.min(Math.floor((inWidth - 1 - shift) / strideWidth), outWidth - 1);
      let output = first * inChannels;
      for (let column = first; column <= last; column++) {
        let pixel = rowStart + (column * strideWidth + shift) * inChannels;
        for (let channel = 0; channel < inChannels; channel++, pixel++, output++) {
          const largest = at[output] as number;
          at[output] = largest + (pixel - largest) * Number((x[pixel] as number) > (x[largest] as number));
        }
      }
    }
  }
}
