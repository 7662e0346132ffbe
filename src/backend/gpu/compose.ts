/** Kernels of the graphics backends made of other kernels. A kernel works below `tidy`: what it makes on the way it must free itself. */
import { getKernel, type KernelBackend, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';

export type GraphicsBackend = 'webgl' | 'webgpu';
/** Runs a kernel with one output; freed at the end unless it is the result. */
type Run = (kernel: KernelFunc, inputs: Record<string, TensorInfo>, attrs?: object) => TensorInfo;
type Reshape = (x: TensorInfo, shape: number[]) => TensorInfo;

/** The result of `recipe`; all else it made is freed, also when it throws. */
export function compose(name: GraphicsBackend, backend: object, recipe: (run: Run, reshape: Reshape) => TensorInfo): TensorInfo {
  const made: TensorInfo[] = [];
  const run: Run = (kernel, inputs, attrs = {}) => {
    const output = kernel({ inputs, attrs: { ...attrs }, backend }) as TensorInfo;
    made.push(output);
    return output;
  };
  const reshape: Reshape = (x, shape) => run(getKernel('Reshape', name).kernelFunc, { x }, { shape });
  let result: TensorInfo | undefined;
  try {
    result = recipe(run, reshape);
    return result;
  } finally {
    // reshaped tensors share their memory and are counted, so each is given back once
    for (const tensor of made) if (tensor !== result) (backend as KernelBackend).disposeData(tensor.dataId);
  }
}
