/** Where data come from, in the same words in every element: nobody may take made galaxies for measured ones. */
import type { DatasetInfo } from '../../contract/dataset.js';

/** "synthetic" for what the playground or a file's makers computed, "from a file" for everything else. */
export const origin = ({ synthetic }: Pick<DatasetInfo, 'synthetic'>): string => (synthetic ? 'synthetic' : 'from a file');
