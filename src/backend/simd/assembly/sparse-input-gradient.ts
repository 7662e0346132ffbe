/** The gradient of a convolution with respect to its input where the output's gradient is mostly zeros: each other number spreads its filter. */
import { ENTRY } from './non-zeros';
import { multiplyAdd } from './vector';

/** dx ← dx + gradient · filter at every patch of a list, for 4 to 6 groups, which begin in the image at g0 to g5. See sparse-patches.ts. */
export function scatterGroups(
  groups: usize, list: usize, end: usize, g0: usize, g1: usize, g2: usize, g3: usize, g4: usize, g5: usize, second: usize, w: usize,
): void {
  if (groups == 6) scatter(6, list, end, g0, g1, g2, g3, g4, g5, second, w);
  else if (groups == 5) scatter(5, list, end, g0, g1, g2, g3, g4, g5, second, w);
  else scatter(4, list, end, g0, g1, g2, g3, g4, g5, second, w);
}

/** Those groups of the filter wait in registers while the list passes. Written out as in sparse-filter-gradient.ts. */
@inline
function scatter(
  groups: i32, list: usize, end: usize, g0: usize, g1: usize, g2: usize, g3: usize, g4: usize, g5: usize, second: usize, w: usize,
): void {
  const a0 = v128.load(w), a1 = v128.load(w, 16), b0 = v128.load(w, 32), b1 = v128.load(w, 48);
  const c0 = v128.load(w, 64), c1 = v128.load(w, 80), d0 = v128.load(w, 96), d1 = v128.load(w, 112);
  let e0 = a0, e1 = a0, f0 = a0, f1 = a0;
  if (groups > 4) { e0 = v128.load(w, 128); e1 = v128.load(w, 144); }
  if (groups > 5) { f0 = v128.load(w, 160); f1 = v128.load(w, 176); }
  for (; list < end; list += ENTRY) {
    const gradient = v128.load32_splat(list, 4);
    const offset = load<usize>(list);
    addTo(g0 + offset, gradient, a0); addTo(g0 + offset + second, gradient, a1);
    addTo(g1 + offset, gradient, b0); addTo(g1 + offset + second, gradient, b1);
    addTo(g2 + offset, gradient, c0); addTo(g2 + offset + second, gradient, c1);
    addTo(g3 + offset, gradient, d0); addTo(g3 + offset + second, gradient, d1);
    if (groups > 4) { addTo(g4 + offset, gradient, e0); addTo(g4 + offset + second, gradient, e1); }
    if (groups > 5) { addTo(g5 + offset, gradient, f0); addTo(g5 + offset + second, gradient, f1); }
  }
}

@inline
function addTo(at: usize, gradient: v128, weights: v128): void {
  v128.store(at, multiplyAdd(gradient, weights, v128.load(at)));
}
