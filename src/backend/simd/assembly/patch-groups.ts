/**
 * A patch of an image as groups of eight numbers, of which four to six fill the registers. Each row of a patch lies in one piece, `segment` numbers
 * long; its last group begins earlier where it would reach beyond, and in rows below eight numbers the two vectors overlap instead.
 */
import { ADDRESS } from './tile';
import { NUMBER } from './vector';

/** Numbers in a group. */
const GROUP: usize = 8;
export const GROUP_BYTES: usize = GROUP * NUMBER;

@inline
function groupsInRow(segment: usize): usize {
  return (segment + GROUP - 1) / GROUP;
}

/** Groups of a patch that are taken together: six, five or four, so that the fewest are taken twice to fill up. */
@inline
export function groupsAtOnce(fh: usize, segment: usize): usize {
  const groups = fh * groupsInRow(segment);
  const sixes = filledUp(groups, 6), fives = filledUp(groups, 5), fours = filledUp(groups, 4);
  return sixes <= min(fives, fours) ? 6 : fives <= fours ? 5 : 4;
}

@inline
function filledUp(groups: usize, whole: usize): usize {
  return (groups + whole - 1) / whole * whole;
}

/** Groups of a patch, filled up. */
@inline
export function groupsOf(fh: usize, segment: usize): usize {
  return filledUp(fh * groupsInRow(segment), groupsAtOnce(fh, segment));
}

/** Bytes for where all of them begin; as many as six are read at once. */
@inline
export function offsetBytes(fh: usize, segment: usize): usize {
  return (groupsOf(fh, segment) + 2) * ADDRESS;
}

/** Lists where all groups begin in a patch whose rows lie `rowStep` bytes apart. */
export function listOffsets(list: usize, fh: usize, segment: usize, rowStep: usize): void {
  for (let group: usize = 0; group < groupsOf(fh, segment); group++) {
    store<usize>(list + group * ADDRESS, groupOffset(group, fh, segment, rowStep));
  }
}

/** Where group `index` begins, in bytes, in a patch whose rows lie `rowStep` bytes apart. Beyond the last group the last comes again. */
@inline
function groupOffset(index: usize, fh: usize, segment: usize, rowStep: usize): usize {
  const inRow = groupsInRow(segment);
  const group = min(index, fh * inRow - 1);
  const start = group % inRow * GROUP;
  return group / inRow * rowStep + (start + GROUP > segment && segment >= GROUP ? segment - GROUP : segment < GROUP ? 0 : start) * NUMBER;
}

/** Where the second vector of a group begins, in bytes. */
@inline
export function secondVector(segment: usize): usize {
  return min<usize>(4, segment - 4) * NUMBER;
}

/** Bytes of filters in groups. */
export function groupBytes(fh: usize, fw: usize, c: usize, k: usize): usize {
  return k * groupsOf(fh, fw * c) * GROUP_BYTES;
}

/**
 * Brings `filter` `[fh, fw, c, k]` into `groups`, or with `back` the other way: those of each filter in turn. Where groups or vectors
 * overlap, only the first has the number and the others have zeros.
 */
export function filterGroups(filter: usize, fh: usize, fw: usize, c: usize, k: usize, groups: usize, back: bool): void {
  const segment = fw * c;
  const inRow = groupsInRow(segment);
  if (!back) memory.fill(groups, 0, groupBytes(fh, fw, c, k));
  for (let which: usize = 0; which < k; which++) {
    for (let group: usize = 0; group < fh * inRow; group++) {
      const begin = groupOffset(group, fh, segment, segment * NUMBER);
      let next = group / inRow * segment + group % inRow * GROUP; // the first number that no vector has had
      for (let vector: usize = 0; vector < 2; vector++) {
        const first = (begin + vector * secondVector(segment)) / NUMBER;
        for (let at = max(first, next); at < first + 4; at++) {
          const inFilter = filter + (at * k + which) * NUMBER;
          const inGroup = groups + group * GROUP_BYTES + (vector * 4 + at - first) * NUMBER;
          if (back) store<f32>(inFilter, load<f32>(inGroup));
          else store<f32>(inGroup, load<f32>(inFilter));
        }
        next = max(next, first + 4);
      }
    }
    groups += groupsOf(fh, segment) * GROUP_BYTES;
  }
}
