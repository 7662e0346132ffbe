/** The plain JavaScript backend, slow and exact: what the tests of training count on. */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { setBackend } from '@tensorflow/tfjs-core';

export const useCpu = () => setBackend('cpu');
