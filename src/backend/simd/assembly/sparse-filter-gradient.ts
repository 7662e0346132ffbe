/** The gradient of a convolution with respect to its filters where the output's gradient is mostly zeros: patches times what is not zero. */
import { ENTRY } from './non-zeros';
import { multiplyAdd } from './vector';

/** sums ← sums + Σ gradient · patch over a list, for three groups of four vectors each. See sparse-patches.ts. */
export function addGroups(list: usize, end: usize, x0: usize, x1: usize, x2: usize, sums: usize, o1: usize, o2: usize, o3: usize): void {
  let a0 = v128.load(sums), a1 = v128.load(sums, 16), a2 = v128.load(sums, 32), a3 = v128.load(sums, 48);
  let b0 = v128.load(sums, 64), b1 = v128.load(sums, 80), b2 = v128.load(sums, 96), b3 = v128.load(sums, 112);
  let c0 = v128.load(sums, 128), c1 = v128.load(sums, 144), c2 = v128.load(sums, 160), c3 = v128.load(sums, 176);
  for (; list < end; list += ENTRY) {
    const gradient = v128.load32_splat(list, 4);
    const offset = load<usize>(list);
    const p = x0 + offset, q = x1 + offset, r = x2 + offset;
    a0 = multiplyAdd(gradient, v128.load(p), a0); a1 = multiplyAdd(gradient, v128.load(p + o1), a1);
    a2 = multiplyAdd(gradient, v128.load(p + o2), a2); a3 = multiplyAdd(gradient, v128.load(p + o3), a3);
    b0 = multiplyAdd(gradient, v128.load(q), b0); b1 = multiplyAdd(gradient, v128.load(q + o1), b1);
    b2 = multiplyAdd(gradient, v128.load(q + o2), b2); b3 = multiplyAdd(gradient, v128.load(q + o3), b3);
    c0 = multiplyAdd(gradient, v128.load(r), c0); c1 = multiplyAdd(gradient, v128.load(r + o1), c1);
    c2 = multiplyAdd(gradient, v128.load(r + o2), c2); c3 = multiplyAdd(gradient, v128.load(r + o3), c3);
  }
  v128.store(sums, a0); v128.store(sums, a1, 16); v128.store(sums, a2, 32); v128.store(sums, a3, 48);
  v128.store(sums, b0, 64); v128.store(sums, b1, 80); v128.store(sums, b2, 96); v128.store(sums, b3, 112);
  v128.store(sums, c0, 128); v128.store(sums, c1, 144); v128.store(sums, c2, 160); v128.store(sums, c3, 176);
}
