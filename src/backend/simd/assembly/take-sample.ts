/** Bytes of a picture as a network's input: a walk from pixel to pixel, each value looked up. */
import { NUMBER } from './vector';

/** Bytes of the table of one channel. */
const TABLE: usize = 256 * NUMBER;

/** Where a byte's number stands in the table of its channel. */
@inline
function placeOf(byte: u32): usize {
  return (<usize>byte) * NUMBER;
}

/**
 * Writes `[height, width, channels]` numbers to `to`. The first pixel is at `first`; `right` and `down` bytes lead from a pixel to the
 * ones beside and below it, which may lie before it. `table` is `[channels, 256]`.
 */
export function takeSample(
  first: usize,
  right: isize,
  down: isize,
  height: usize,
  width: usize,
  channels: usize,
  table: usize,
  to: usize,
): void {
  for (let row: usize = 0; row < height; row++, first += down) {
    let from = first;
    if (channels == 3) {
      for (let column: usize = 0; column < width; column++, from += right, to += 3 * NUMBER) {
        store<f32>(to, load<f32>(table + placeOf(load<u8>(from))));
        store<f32>(to, load<f32>(table + placeOf(load<u8>(from, 1)), TABLE), NUMBER);
        store<f32>(to, load<f32>(table + placeOf(load<u8>(from, 2)), 2 * TABLE), 2 * NUMBER);
      }
    } else {
      for (let column: usize = 0; column < width; column++, from += right) {
        for (let channel: usize = 0; channel < channels; channel++, to += NUMBER) {
          store<f32>(to, load<f32>(table + channel * TABLE + placeOf(load<u8>(from + channel))));
        }
      }
    }
  }
}
