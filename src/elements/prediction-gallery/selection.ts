/** Which samples a gallery shows, and in which order. */
import { type Outcomes, positions } from '../support/outcomes.js';

export type GalleryFilter = 'all' | 'wrong' | 'second-right' | 'uncertain';

/** An answer is called uncertain when its first choice is ahead of the second by less than this. */
const close = 0.2;

interface FilterDescription {
  name: GalleryFilter;
  label: string;
  description: string;
}

export const filters: readonly FilterDescription[] = [
  { name: 'all', label: 'All', description: 'Every galaxy, in the order of the data.' },
  { name: 'wrong', label: 'Wrong', description: 'The first choice is not the truth. The surest mistakes come first.' },
  { name: 'second-right', label: 'Second choice right', description: 'The first choice is wrong, and the second is the truth.' },
  {
    name: 'uncertain',
    label: 'Uncertain',
    description: 'The first choice is less than 20 percentage points ahead of the second. The closest come first.',
  },
];

const isWrong = ({ first, labels }: Outcomes, i: number): boolean => first[i] !== labels[i];

const holds: Record<GalleryFilter, (outcomes: Outcomes, position: number) => boolean> = {
  all: () => true,
  wrong: isWrong,
  'second-right': (outcomes, i) => isWrong(outcomes, i) && outcomes.second[i] === outcomes.labels[i],
  uncertain: ({ margin }, i) => (margin[i] ?? 1) < close,
};

/** Positions in the outcomes that the filter lets through, the most telling first. */
export function selection(outcomes: Outcomes, filter: GalleryFilter): number[] {
  const found = positions(outcomes, (i) => holds[filter](outcomes, i));
  const margin = (i: number) => outcomes.margin[i] ?? 0;
  if (filter === 'uncertain') return found.sort((a, b) => margin(a) - margin(b));
  if (filter === 'wrong' || filter === 'second-right') return found.sort((a, b) => margin(b) - margin(a));
  return found;
}

/** A known filter, whatever the attribute says. */
export const asFilter = (name: string): GalleryFilter => filters.find((filter) => filter.name === name)?.name ?? 'all';
