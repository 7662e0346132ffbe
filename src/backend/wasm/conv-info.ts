/** What the convolution kernels are asked for, checked before anything is made. */
import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Shape4D } from './compose.js';

type Asked = Pick<Parameters<typeof backend_util.computeConv2DInfo>, 2 | 4>;

/** What the attributes of `Conv2D` and of its gradients have in common. */
interface Attributes {
  strides: Asked[2];
  pad: Asked[4];
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The convolution of images `inputShape` `[n, h, w, c]` with a filter `[fh, fw, c, k]`. @throws where channels come first */
export function convolutionInfo(
  name: string,
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dataFormat, dimRoundingMode }: Attributes,
  dilations: number | [number, number] = 1,
): backend_util.Conv2DInfo {
  if (dataFormat !== 'NHWC') throw new Error(`${name} on WASM takes channels last, not ${dataFormat}.`);
  return backend_util.computeConv2DInfo(inputShape as Shape4D, filterShape as Shape4D, strides, dilations, pad, dimRoundingMode);
}

/**
 * The convolution whose output has the gradient `dy`.
 * @throws where `dy` is of another shape: TensorFlow.js does not tell the gradients how a convolution rounded its sizes
 */
export function infoForGradient(
  name: string,
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: Attributes,
  dy: TensorInfo,
): backend_util.Conv2DInfo {
  const info = convolutionInfo(name, inputShape, filterShape, attrs);
  if (dy.shape.join() === info.outShape.join()) return info;
  const shapes = `[${dy.shape.join(', ')}], not [${info.outShape.join(', ')}]`;
  throw new Error(
    `${name} on WASM: the output's gradient has the shape ${shapes}. Convolutions that round their sizes up have no gradient here.`,
  );
}
