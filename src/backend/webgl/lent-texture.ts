/**
 * A texture of our own that WebGL programs of TensorFlow.js can read. Its own textures hold one 32-bit float a number, or a 16-bit one
 * where the device draws no others; this one keeps bytes as bytes, and floats whole on every device.
 */
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { TensorInfo } from '@tensorflow/tfjs-core';

/** What a texel holds: four bytes, which a program reads as fractions of 255, four floats, or one. */
export type Texels = 'four bytes' | 'four floats' | 'one float';

export class LentTexture {
  /** What a program is given. */
  readonly info: TensorInfo;
  readonly #backend: MathBackendWebGL;
  readonly #texture: WebGLTexture;
  readonly #width: number;
  readonly #texels: Texels;

  /** Room for `height` rows of `width` texels. Throws an `Error` where the device has none. */
  constructor(backend: MathBackendWebGL, texels: Texels, height: number, width: number) {
    const gl = context(backend);
    const texture = gl.createTexture();
    this.#backend = backend;
    this.#texture = texture;
    this.#width = width;
    this.#texels = texels;
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    gl.texStorage2D(gl.TEXTURE_2D, 1, formats(gl)[texels].kept, width, height);
    gl.bindTexture(gl.TEXTURE_2D, null);
    const error = gl.getError();
    if (error !== gl.NO_ERROR) {
      gl.deleteTexture(texture);
      throw new Error(`WebGL has no room for a texture of ${width}×${height} (error ${error}).`);
    }
    this.info = backend.makeTensorInfo([height, width], 'float32');
    Object.assign(backend.texData.get(this.info.dataId), { texture: { texture, texShape: [height, width] }, texShape: [height, width] });
  }

  /** Writes from the first texel on. */
  write(values: Uint8Array | Float32Array): void {
    const { each, Values } = formats(context(this.#backend))[this.#texels];
    const line = this.#width * each;
    const rows = Math.floor(values.length / line);
    const rest = values.subarray(rows * line);
    if (rows > 0) this.#place(0, this.#width, rows, values.subarray(0, rows * line));
    if (rest.length === 0) return;
    const texels = Math.ceil(rest.length / each);
    const filledUp = new Values(texels * each);
    filledUp.set(rest);
    this.#place(rows, texels, 1, filledUp);
  }

  /**
   * Waits until what was written lies in the texture: devices put that off until the texture is read for the first time, which would
   * then be within somebody's step. Where the device does not let a texture of its kind be read back, nothing happens. Throws an `Error`
   * where there was no room after all.
   */
  settle(): void {
    const gl = context(this.#backend);
    const { type, Values } = formats(gl)[this.#texels];
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.#texture, 0);
    const readable = gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE;
    if (readable) gl.readPixels(0, 0, 1, 1, gl.RGBA, type, new Values(4));
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.deleteFramebuffer(framebuffer);
    const error = gl.getError();
    if (error !== gl.NO_ERROR) throw new Error(`WebGL could not fill a texture (error ${error}).`);
  }

  dispose(): void {
    this.#backend.texData.get(this.info.dataId).texture = undefined; // or it would be handed out to others
    this.#backend.disposeData(this.info.dataId);
    context(this.#backend).deleteTexture(this.#texture);
  }

  #place(row: number, width: number, height: number, values: Uint8Array | Float32Array): void {
    const gl = context(this.#backend);
    const { given, type } = formats(gl)[this.#texels];
    gl.bindTexture(gl.TEXTURE_2D, this.#texture);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, row, width, height, given, type, values);
    gl.bindTexture(gl.TEXTURE_2D, null);
  }
}

/** WebGL 2: `holdOnWebgl` has made sure of it. */
const context = (backend: MathBackendWebGL): WebGL2RenderingContext => backend.gpgpu.gl as WebGL2RenderingContext;

/** How WebGL calls what is kept and what is given, and how many numbers are in a texel. */
const formats = (gl: WebGL2RenderingContext) => ({
  'four bytes': { kept: gl.RGBA8, given: gl.RGBA, type: gl.UNSIGNED_BYTE, each: 4, Values: Uint8Array },
  'four floats': { kept: gl.RGBA32F, given: gl.RGBA, type: gl.FLOAT, each: 4, Values: Float32Array },
  'one float': { kept: gl.R32F, given: gl.RED, type: gl.FLOAT, each: 1, Values: Float32Array },
});
