/** The gradient of the target with respect to the input: how much would each value change the decision? (Simonyan et al. 2014, arXiv:1312.6034) */
import type { SaliencyMethod } from './method.js';

export const gradient: SaliencyMethod<'gradients'> = {
  description: {
    name: 'gradient',
    label: 'Gradient',
    description: 'How strongly the answer would change if this value grew a little.',
    options: [],
    signed: true,
    source: 'Simonyan, Vedaldi & Zisserman 2014, https://arxiv.org/abs/1312.6034',
  },
  needs: ['gradients'],
  async compute({ values, shape }, { gradients }) {
    return { values: await gradients(values), shape };
  },
};
