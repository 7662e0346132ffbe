/** Everything the engine can do, in its own words, gathered from where each thing describes itself. */
import type { Catalogue } from '../contract/catalogue.js';
import { initializerNames } from '../model/initializers.js';
import { layerDescriptions } from '../model/layers/table.js';
import { presetDescriptions } from '../model/presets.js';
import { saliencyDescriptions } from '../model/saliency/table.js';
import { lossDescriptions } from '../model/training/losses/table.js';
import { optimizerDescriptions } from '../model/training/optimizers/table.js';

export const catalogue: Catalogue = {
  layers: layerDescriptions,
  presets: presetDescriptions,
  optimizers: optimizerDescriptions,
  losses: lossDescriptions,
  saliency: saliencyDescriptions,
  initializers: initializerNames,
};
