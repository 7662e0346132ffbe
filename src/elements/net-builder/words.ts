/** What the builder says of the network as a whole. */
import type { NetworkInfo } from '../../contract/network.js';
import { plural } from '../support/numbers.js';

/** "3 layers, 1,315 parameters". */
export const totals = ({ layers, parameters }: NetworkInfo): string =>
  `${plural(layers.length, 'layer', 'layers')}, ${plural(parameters, 'parameter', 'parameters')}`;

/** Everything that keeps the network from being built; null where nothing does. */
export function problems(network: NetworkInfo | null): string | null {
  if (!network || network.valid) return null;
  return `This network cannot be built: ${network.problems.map((problem) => problem.replace(/\.$/, '')).join('; ')}.`;
}
