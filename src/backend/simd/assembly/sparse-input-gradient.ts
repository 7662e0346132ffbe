/** The gradient of a convolution with respect to its input where the output's gradient is mostly zeros: each other number spreads its filter. */
import { ENTRY } from './non-zeros';
import { multiplyAdd } from './vector';

/** dx ← dx + gradient · filter at every patch of a list: three groups of a filter wait in registers while it passes. See sparse-patches.ts. */
export function scatterGroups(list: usize, end: usize, d0: usize, d1: usize, d2: usize, w: usize, o1: usize, o2: usize, o3: usize): void {
  const a0 = v128.load(w), a1 = v128.load(w, 16), a2 = v128.load(w, 32), a3 = v128.load(w, 48);
  const b0 = v128.load(w, 64), b1 = v128.load(w, 80), b2 = v128.load(w, 96), b3 = v128.load(w, 112);
  const c0 = v128.load(w, 128), c1 = v128.load(w, 144), c2 = v128.load(w, 160), c3 = v128.load(w, 176);
  for (; list < end; list += ENTRY) {
    const gradient = v128.load32_splat(list, 4);
    const offset = load<usize>(list);
    const p = d0 + offset, q = d1 + offset, r = d2 + offset;
    addTo(p, gradient, a0); addTo(p + o1, gradient, a1); addTo(p + o2, gradient, a2); addTo(p + o3, gradient, a3);
    addTo(q, gradient, b0); addTo(q + o1, gradient, b1); addTo(q + o2, gradient, b2); addTo(q + o3, gradient, b3);
    addTo(r, gradient, c0); addTo(r + o1, gradient, c1); addTo(r + o2, gradient, c2); addTo(r + o3, gradient, c3);
  }
}

@inline
function addTo(at: usize, gradient: v128, weights: v128): void {
  v128.store(at, multiplyAdd(gradient, weights, v128.load(at)));
}
