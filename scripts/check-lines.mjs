// How long the files of src/ and bench/ are. One concept a file: look again at 250 lines, split at 400.
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { filesBelow, inRoot, isMain } from './project.mjs';

const most = 400;
const lookAgain = 250;

/** The value below which the fraction `q` of the sorted numbers lies (nearest rank). */
const quantile = (sorted, q) => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;

/** Median, 90th percentile and maximum of the files' lengths. */
export function summary(lengths) {
  const sorted = [...lengths].sort((a, b) => a - b);
  return { files: sorted.length, median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9), max: sorted.at(-1) ?? 0 };
}

async function lengthsBelow(folder) {
  const files = (await filesBelow(inRoot(folder))).filter((file) => /\.(ts|mjs|py|wgsl|c)$/.test(file));
  const count = async (file) => ({ file, lines: (await readFile(inRoot(folder, file), 'utf8')).trimEnd().split('\n').length });
  return Promise.all(files.map(count));
}

async function main() {
  const source = await lengthsBelow('src');
  const bench = (await lengthsBelow('bench')).map(({ file, lines }) => ({ file: `bench/${file}`, lines }));
  const all = [...source.map(({ file, lines }) => ({ file: `src/${file}`, lines })), ...bench];
  const rooms = [...new Set(source.filter(({ file }) => file.includes('/')).map(({ file }) => file.split('/')[0]))];
  const row = (room, entries) => ({ room, ...summary(entries.map(({ lines }) => lines)) });
  const inRoom = (room) => source.filter(({ file }) => file.startsWith(`${room}/`));
  console.table([...rooms.map((room) => row(`${room}/`, inRoom(room))), row('all of src/', source), row('bench/', bench)]);
  for (const { file, lines } of all.filter(({ lines }) => lines > lookAgain)) console.log(`look again: ${file} has ${lines} lines`);
  const long = all.filter(({ lines }) => lines > most);
  for (const { file, lines } of long) console.error(`${file}: ${lines} lines, more than ${most}`);
  process.exitCode = long.length > 0 || source.length === 0 ? 1 : 0;
}

if (isMain(import.meta.url)) await main();
