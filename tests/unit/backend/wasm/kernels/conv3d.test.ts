import * as tf from '@tensorflow/tfjs-core';
import { itAgrees, numbers } from '../../gradients.js';

describe('conv3d and its gradients', () => {
  for (const strides of [1, 2, [1, 2, 3], [3, 1, 1]] as const) {
    for (const pad of ['valid', 'same'] as const) {
      itAgrees(
        `strides ${strides}, pad ${pad}`,
        (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, strides as number | [number, number, number], pad),
        [numbers([2, 6, 5, 7, 2], 1), numbers([3, 2, 3, 2, 4], 2)],
        0.25,
      );
    }
  }

  itAgrees(
    'a filter one plane deep',
    (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 1, 'valid'),
    [numbers([1, 4, 5, 5, 1], 1), numbers([1, 3, 3, 1, 2], 2)],
    0.25,
  );
});
