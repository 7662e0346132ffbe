// Makes the sample files of `datasets/` with the project's own simulator: `node scripts/make-datasets.mjs [folder]`.
// The same version of the project makes the same files.
import { statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { writeGalaxy10 } from './datasets/galaxy10-file.mjs';
import { simulator } from './datasets/simulator.mjs';
import { drawSky } from './datasets/sky.mjs';

const LARGEST = 3e6; // bytes: what the repository and a reader's patience bear

const files = [
  { name: 'galaxy10-sdss-sample.h5', source: 'synthetic:galaxies?n=240&seed=2026', sky: null },
  { name: 'galaxy10-decals-sample.h5', source: 'synthetic:decals?n=18&seed=2026', sky: 2026 },
];

const folder = process.argv[2] ?? fileURLToPath(new URL('../datasets/', import.meta.url));
await mkdir(folder, { recursive: true });
const makeSynthetic = await simulator();
for (const { name, source, sky } of files) {
  const samples = await makeSynthetic(source);
  const path = join(folder, name);
  await writeGalaxy10(path, samples, sky === null ? {} : drawSky(samples.labels.length, sky));
  const { size } = statSync(path);
  console.log(`${name}: ${samples.shape.join('×')} from ${source}, ${(size / 1e6).toFixed(2)} MB`);
  if (size > LARGEST) throw new Error(`${name} is larger than ${LARGEST / 1e6} MB: ask for fewer pictures.`);
}
