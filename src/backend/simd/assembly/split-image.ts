/** Images made ready for depthwise convolutions, so that whatever lies under one tap of the filter lies side by side, whatever the stride. */
import { NUMBER, VECTOR } from './vector';

/**
 * Copies `from` `[height, width, c]` into the zeros of `to` `[height, phases, phaseWidth, c · multiplier]`: column x comes to place
 * (x + left) / phases of the phase (x + left) modulo phases, each of its numbers `multiplier` times. What falls outside is left out.
 */
export function splitImage(
  from: usize, height: usize, width: usize, c: usize, multiplier: usize, to: usize, phases: usize, phaseWidth: usize, left: usize,
): void {
  const pixel = c * NUMBER;
  const toPixel = pixel * multiplier;
  const toRow = phases * phaseWidth * toPixel;
  memory.fill(to, 0, height * toRow);
  for (let row: usize = 0; row < height; row++, from += width * pixel, to += toRow) {
    if (phases == 1 && multiplier == 1) {
      if (left < phaseWidth) memory.copy(to + left * pixel, from, min(width, phaseWidth - left) * pixel);
      continue;
    }
    for (let column: usize = 0; column < width; column++) {
      const place = (column + left) / phases;
      if (place >= phaseWidth) break;
      const target = to + ((column + left) % phases * phaseWidth + place) * toPixel;
      if (multiplier == 1) copyPixel(from + column * pixel, target, pixel);
      else repeatPixel(from + column * pixel, target, pixel, multiplier);
    }
  }
}

@inline
function copyPixel(from: usize, to: usize, pixel: usize): void {
  let at: usize = 0;
  for (; at + VECTOR <= pixel; at += VECTOR) v128.store(to + at, v128.load(from + at));
  for (; at < pixel; at += NUMBER) store<f32>(to + at, load<f32>(from + at));
}

@inline
function repeatPixel(from: usize, to: usize, pixel: usize, multiplier: usize): void {
  for (let at: usize = 0; at < pixel; at += NUMBER) {
    const value = load<f32>(from + at);
    for (let i: usize = 0; i < multiplier; i++, to += NUMBER) store<f32>(to, value);
  }
}

/** The adjoint for one row: `from` `[phases, phaseWidth, c · multiplier]` into `to` `[width, c]`, repeated numbers summed. */
export function mergeRow(from: usize, phases: usize, phaseWidth: usize, c: usize, multiplier: usize, to: usize, width: usize, left: usize): void {
  const pixel = c * NUMBER;
  for (let column: usize = 0; column < width; column++, to += pixel) {
    const place = (column + left) / phases;
    const source = from + ((column + left) % phases * phaseWidth + place) * pixel * multiplier;
    if (multiplier == 1) copyPixel(source, to, pixel);
    else sumPixel(source, to, pixel, multiplier);
  }
}

@inline
function sumPixel(from: usize, to: usize, pixel: usize, multiplier: usize): void {
  for (let at: usize = 0; at < pixel; at += NUMBER) {
    let sum: f32 = 0;
    for (let i: usize = 0; i < multiplier; i++, from += NUMBER) sum += load<f32>(from);
    store<f32>(to + at, sum);
  }
}
