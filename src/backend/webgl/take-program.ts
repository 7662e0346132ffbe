/** The program that makes network inputs of samples in the memory of a WebGL device. */
import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl';
import type { StoredSamples } from '../samples/stored.js';

type Geometry = Pick<StoredSamples, 'size' | 'height' | 'width' | 'channels'>;

export interface Taking {
  rows: number;
  /** The textures of samples and views have 2 to the power of this many texels in a line. */
  lineBits: number;
  /** The views are arguments of the program; otherwise they lie in a texture. */
  asArguments: boolean;
  /** The texture holds four bytes a texel, to be looked up in a table; otherwise one number, as it is in inputs. */
  bytes: boolean;
  /** Four numbers of the inputs are one texel: two of a row and the two below, as products of matrices read them. */
  packed: boolean;
}

const inputSizeOf = ({ height, width, channels }: Geometry): number => height * width * channels;

/**
 * The whole part of x / by. GPUs and their imitations divide floats faster than integers; up to 2²⁰ the last bits, of which GLSL lets
 * a division get two or three wrong, are less than the half that is added.
 */
const quotient = (x: string, by: number, geometry: Geometry): string =>
  inputSizeOf(geometry) <= 2 ** 20 ? `int((float(${x}) + 0.5) / ${by}.0)` : `(${x} / ${by})`;

/** What is done for one number of the inputs. */
function look(geometry: Geometry, { rows, lineBits, asArguments, bytes }: Taking): string {
  const { size, width, channels } = geometry;
  const fetch = (from: string, texel: string): string =>
    `texelFetch(${from}, ivec2(${texel} & ${2 ** lineBits - 1}, ${texel} >> ${lineBits}), 0)`;
  const fromBytes = `
    int byte = int(255.0 * ${fetch('stored', '(at >> 2)')}[at & 3] + 0.5);
    return texelFetch(table, ivec2(byte, place[2]), 0).r;`;
  return `
    ivec4 viewOf(int row) {
      return ${asArguments ? `views[min(row, ${rows - 1})]` : `ivec4(${fetch('views', 'row')})`};
    }
    ivec3 placeOf(int column) { // the pixel's place to the right and below, then the channel
      int pixel = ${quotient('column', channels, geometry)};
      int below = ${quotient('pixel', width, geometry)};
      return ivec3(pixel - below * ${width}, below, column - pixel * ${channels});
    }
    float look(ivec4 view, ivec3 place) {
      int at = view[0] * ${size} + view[1] + place[0] * view[2] + place[1] * view[3] + place[2];
      ${bytes ? fromBytes : `return ${fetch('stored', 'at')}.r;`}
    }`;
}

const one = 'setOutput(look(viewOf(coords[0]), placeOf(coords[1])));';

/** Products add up what lies beyond the edge too: it must be zero. */
const four = (rows: number, inputSize: number): string => `
  ivec4 upper = viewOf(coords[0]);
  ivec4 lower = viewOf(coords[0] + 1);
  ivec3 left = placeOf(coords[1]);
  ivec3 right = placeOf(coords[1] + 1);
  vec4 values = vec4(look(upper, left), look(upper, right), look(lower, left), look(lower, right));
  if (coords[1] + 1 == ${inputSize}) values.yw = vec2(0.0);
  if (coords[0] + 1 == ${rows}) values.zw = vec2(0.0);
  setOutput(values);`;

/**
 * Its inputs are the samples, the views where they lie in a texture, and for bytes the table; its output is [rows, inputSize], one thread
 * a texel.
 */
export function takeProgram(geometry: Geometry, taking: Taking): GPGPUProgram {
  const inputSize = inputSizeOf(geometry);
  const { rows, asArguments, bytes } = taking;
  return {
    variableNames: ['stored', ...(asArguments ? [] : ['views']), ...(bytes ? ['table'] : [])],
    ...(asArguments && { customUniforms: [{ name: 'views', arrayIndex: rows, type: 'ivec4' as const }] }),
    packedOutput: taking.packed,
    outputShape: [rows, inputSize],
    userCode: `${look(geometry, taking)}
      void main() {
        ivec2 coords = getOutputCoords();
        ${taking.packed ? four(rows, inputSize) : one}
      }`,
  };
}
