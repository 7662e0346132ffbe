/** Momentum as an exponential moving average of the gradients: v ← βv + (1 − β)g, w ← w − ηv (DECaLS course). */
import { Momentum } from './momentum.js';
import { defaultMomentum, learningRateOption, momentumOption, type OptimizerMethod } from './optimizer.js';

/**
 * The average is (1 − β) times the sum βu + g that plain momentum keeps, so it is plain momentum with a learning rate of
 * η(1 − β). Written so, each step passes over the weights once less; the velocity kept is u = v/(1 − β).
 */
export const emaMomentum: OptimizerMethod = {
  description: {
    name: 'ema-momentum',
    label: 'Momentum (moving average)',
    description: 'Follows the moving average of the last gradients; the learning rate keeps its size whatever β is.',
    options: [learningRateOption(0.2), momentumOption],
  },
  create: ({ learningRate, momentum: beta = defaultMomentum, onePass }) => new Momentum(learningRate * (1 - beta), beta, onePass),
};
