/**
 * Is there a graphics processor behind WebGPU and WebGL, or a program that imitates one? SwiftShader and llvmpipe are slower
 * than WASM by orders of magnitude (bench/RESULTS.md), so they never win by name.
 */
import { env } from '@tensorflow/tfjs-core';
import { within, wordsOf } from './time-limit.js';

/** What a look at the machine says before a backend is started. */
export interface Examination {
  /** It could be started here, if only in software. */
  available: boolean;
  /** Worth trying unasked. */
  preferred: boolean;
  /** What was found, as a sentence. */
  words: string;
}

const LIMIT = 5_000; // ms; an adapter that answers at all answers within a fraction of this

/** Names under which software renderers introduce themselves: ANGLE's, Mesa's, Windows's, macOS's. "Mesa" alone also names hardware. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|swrast|software|basic render|\bwarp\b/i;

export const isSoftware = (name: string): boolean => softwareNames.test(name);

const missing = (words: string): Examination => ({ available: false, preferred: false, words });
const inSoftware = (api: string, name: string): Examination => ({
  available: true,
  preferred: false,
  words: `${api} runs in software here (${name}).`,
});
const onHardware = (api: string, name: string): Examination => ({ available: true, preferred: true, words: `${api} on ${name}.` });

/** The adapter WebGPU would give. */
export async function examineWebgpu(gpu: Pick<GPU, 'requestAdapter'> | undefined = globalThis.navigator?.gpu): Promise<Examination> {
  if (!gpu) return missing('This browser offers no WebGPU here.');
  try {
    const adapter = await within(LIMIT, 'Asking WebGPU for its adapter', gpu.requestAdapter({ powerPreference: 'high-performance' }));
    if (!adapter) return missing('WebGPU found no adapter.');
    const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
    const name = [vendor, architecture, device, description].filter(Boolean).join(' ') || 'an unnamed adapter';
    return isFallbackAdapter || isSoftware(name) ? inSoftware('WebGPU', name) : onHardware('WebGPU', name);
  } catch (error) {
    return missing(`WebGPU does not answer: ${wordsOf(error)}.`);
  }
}

/** The renderer WebGL 2 would give, and whether TensorFlow.js can write 32-bit floats with it. */
export function examineWebgl(
  canvas: Pick<OffscreenCanvas, 'getContext'> | undefined = smallCanvas(),
  writesFloat32 = () => env().getBool('WEBGL_RENDER_FLOAT32_CAPABLE'),
): Examination {
  if (!canvas) return missing('This worker has no canvas for WebGL.');
  try {
    const gl = canvas.getContext('webgl2') as WebGL2RenderingContext | null;
    if (!gl) return missing('This browser offers no WebGL 2 here.');
    const name = rendererName(gl);
    gl.getExtension('WEBGL_lose_context')?.loseContext(); // a browser grants only a few contexts
    if (isSoftware(name)) return inSoftware('WebGL', name);
    if (writesFloat32()) return onHardware('WebGL', name);
    return { available: true, preferred: false, words: `WebGL on ${name} computes in 16 bits only, too coarse to train with.` };
  } catch (error) {
    return missing(`WebGL does not answer: ${wordsOf(error)}.`);
  }
}

function rendererName(gl: WebGL2RenderingContext): string {
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

function smallCanvas(): OffscreenCanvas | undefined {
  return typeof OffscreenCanvas === 'undefined' ? undefined : new OffscreenCanvas(1, 1);
}
