// The import table of ARCHITECTURE.md: who may import whom. The first row that matches a file is its room.

const tensorflow = /^@tensorflow\/tfjs-/;
const tensorflowModel = /^@tensorflow\/tfjs-(core|layers)(\/|$)/;
const d3 = /^d3-(array|interpolate|scale|scale-chromatic)$/;
const lit = /^lit(\/|$)/;
const comlink = /^comlink$/;
const h5wasm = /^h5wasm$/;
const convnet = /^convnetjs$/;

/**
 * @typedef {object} Room
 * @property {string} name
 * @property {RegExp} files which files are in it, by their path as seen from `src/`
 * @property {string[]} may names of the rooms it may import; its own is always allowed, unless `alone`
 * @property {string[]} [mayAsType] rooms of which it may import types
 * @property {RegExp[]} [packages] packages it may import
 * @property {boolean} [alone] its files may not import each other
 */

/** @type {Room[]} */
export const rooms = [
  { name: 'package entry', files: /^galaxy-playground\.ts$/, may: ['elements/<tag>', 'session entry', 'session/', 'contract/'] },
  { name: 'session entry', files: /^session\.ts$/, may: ['session/', 'contract/'] },
  { name: 'contract/', files: /^contract\//, may: [] },
  { name: 'wire/', files: /^wire\//, may: ['contract/'], packages: [comlink] },
  {
    name: 'file worker',
    files: /^data\/readers\/file\.worker\.ts$/,
    may: ['data/readers/', 'data/', 'contract/', 'wire/'],
    packages: [comlink],
  },
  { name: 'data/readers/', files: /^data\/readers\//, may: ['data/', 'contract/'], packages: [h5wasm] },
  { name: 'data/', files: /^data\//, may: ['contract/'] },
  { name: 'model/', files: /^model\//, may: ['data/', 'contract/'], packages: [tensorflowModel] },
  { name: 'backend/', files: /^backend\//, may: [], packages: [tensorflow] },
  {
    name: 'engine/',
    files: /^engine\//,
    may: ['model/', 'data/', 'backend/', 'contract/', 'wire/'],
    mayAsType: ['data/readers/', 'file worker'],
    packages: [tensorflow, comlink],
  },
  {
    name: 'session/',
    files: /^session\//,
    may: ['contract/', 'wire/'],
    mayAsType: ['engine/', 'model/', 'data/', 'data/readers/', 'file worker'],
    packages: [comlink],
  },
  { name: 'draw/', files: /^draw\//, may: ['contract/'], packages: [d3] },
  {
    name: 'elements/controller',
    files: /^elements\/(support\/)?[a-z-]*controller\.ts$/,
    may: ['session/', 'contract/', 'elements/support'],
    packages: [lit],
  },
  {
    name: 'elements/<tag>',
    files: /^elements\/<tag>\.ts$/,
    may: ['elements/support', 'elements/controller', 'draw/', 'contract/'],
    packages: [lit],
    alone: true,
  },
  { name: 'elements/support', files: /^elements\//, may: ['elements/controller', 'draw/', 'contract/'], packages: [lit] },
  {
    name: 'bench/pages',
    files: /^\.\.\/bench\/pages\//,
    may: ['contract/', 'data/', 'data/readers/', 'model/', 'backend/'],
    mayAsType: ['session entry'],
    packages: [tensorflow, convnet],
  },
  { name: 'declarations', files: /\.d\.ts$/, may: [] },
];

/**
 * The room of a file.
 * @param {string} file path below `src/`
 * @param {ReadonlySet<string>} tags the names of the elements: `elements/<tag>.ts` is one of their files
 * @returns {Room | undefined}
 */
export function roomOf(file, tags) {
  const tag = /^elements\/([a-z-]+)\.ts$/.exec(file)?.[1];
  const path = tag && tags.has(tag) ? 'elements/<tag>.ts' : file;
  return rooms.find((room) => room.files.test(path));
}

/** Why `room` may not import `target` (another file's room), in words; null where it may. */
export function whyNotRoom(room, target, typeOnly) {
  if (room === target) return room.alone ? `a file of ${room.name} imports another of them` : null;
  if (room.may.includes(target.name)) return null;
  if (room.mayAsType?.includes(target.name)) return typeOnly ? null : `${room.name} may import only types of ${target.name}`;
  return `${room.name} may not import ${target.name}`;
}

/** A folder `elements/<tag>/` holds the parts of one element; null where `file` may import `target` as far as that goes. */
export function whyNotPart(file, target, tags) {
  const owner = /^elements\/([a-z-]+)\//.exec(target)?.[1];
  if (!owner || !tags.has(owner)) return null;
  return file === `elements/${owner}.ts` || file.startsWith(`elements/${owner}/`) ? null : `${target} is a part of <${owner}>`;
}

/** Why `room` may not import a package, in words; null where it may. */
export function whyNotPackage(room, specifier) {
  return room.packages?.some((allowed) => allowed.test(specifier)) ? null : `${room.name} may not import the package ${specifier}`;
}
