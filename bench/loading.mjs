// From an HDF5 file of 2,999 galaxies to network inputs: our readers, our session, h5py with NumPy.
import { existsSync } from 'node:fs';
import { galaxies } from './data.mjs';
import { pageSide, pythonSide } from './sides.mjs';

/** As the table takes it. */
export const loadingCase = {
  name: 'loading',
  label: 'Galaxies from HDF5',
  title: '2,999 images of 69×69×3 read, cut to 48×48 and scaled',
  unit: 'ms',
  layers: [],
};

/** @returns {object | null} the job; null where the file is not at hand */
export const loadingJob = () =>
  existsSync(galaxies.path) ? { ...loadingCase, file: galaxies.address, path: galaxies.path, crop: 48 } : null;

/** @returns {import('./sides.mjs').Entrant[]} */
export const loaders = ({ pythons }) => [
  { name: 'ours', ours: true, label: 'Galaxy Playground, its readers', ...pageSide('reading') },
  { name: 'session', ours: true, label: 'Galaxy Playground’s session', ...pageSide('reading', { options: { through: 'session' } }) },
  {
    name: 'h5py',
    label: 'h5py and NumPy',
    ...pythonSide(
      'reading.py',
      pythons.find(({ h5py }) => h5py),
      { needs: 'h5py' },
    ),
  },
];
