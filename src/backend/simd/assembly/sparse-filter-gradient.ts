/** The gradient of a convolution with respect to its filters where the output's gradient is mostly zeros: patches times what is not zero. */
import { ENTRY } from './non-zeros';
import { multiplyAdd } from './vector';

/** sums ← sums + Σ gradient · patch over a list, for 4 to 6 groups, which begin in the image at g0 to g5. See sparse-patches.ts. */
export function addGroups(
  groups: usize, list: usize, end: usize, g0: usize, g1: usize, g2: usize, g3: usize, g4: usize, g5: usize, second: usize, sums: usize,
): void {
  if (groups == 6) add(6, list, end, g0, g1, g2, g3, g4, g5, second, sums);
  else if (groups == 5) add(5, list, end, g0, g1, g2, g3, g4, g5, second, sums);
  else add(4, list, end, g0, g1, g2, g3, g4, g5, second, sums);
}

/** Written out for each number of groups: the compiler leaves out what is beyond. */
@inline
function add(
  groups: i32, list: usize, end: usize, g0: usize, g1: usize, g2: usize, g3: usize, g4: usize, g5: usize, second: usize, sums: usize,
): void {
  let a0 = v128.load(sums), a1 = v128.load(sums, 16), b0 = v128.load(sums, 32), b1 = v128.load(sums, 48);
  let c0 = v128.load(sums, 64), c1 = v128.load(sums, 80), d0 = v128.load(sums, 96), d1 = v128.load(sums, 112);
  let e0 = a0, e1 = a0, f0 = a0, f1 = a0;
  if (groups > 4) { e0 = v128.load(sums, 128); e1 = v128.load(sums, 144); }
  if (groups > 5) { f0 = v128.load(sums, 160); f1 = v128.load(sums, 176); }
  for (; list < end; list += ENTRY) {
    const gradient = v128.load32_splat(list, 4);
    const offset = load<usize>(list);
    a0 = multiplyAdd(gradient, v128.load(g0 + offset), a0); a1 = multiplyAdd(gradient, v128.load(g0 + offset + second), a1);
    b0 = multiplyAdd(gradient, v128.load(g1 + offset), b0); b1 = multiplyAdd(gradient, v128.load(g1 + offset + second), b1);
    c0 = multiplyAdd(gradient, v128.load(g2 + offset), c0); c1 = multiplyAdd(gradient, v128.load(g2 + offset + second), c1);
    d0 = multiplyAdd(gradient, v128.load(g3 + offset), d0); d1 = multiplyAdd(gradient, v128.load(g3 + offset + second), d1);
    if (groups > 4) { e0 = multiplyAdd(gradient, v128.load(g4 + offset), e0); e1 = multiplyAdd(gradient, v128.load(g4 + offset + second), e1); }
    if (groups > 5) { f0 = multiplyAdd(gradient, v128.load(g5 + offset), f0); f1 = multiplyAdd(gradient, v128.load(g5 + offset + second), f1); }
  }
  v128.store(sums, a0); v128.store(sums, a1, 16); v128.store(sums, b0, 32); v128.store(sums, b1, 48);
  v128.store(sums, c0, 64); v128.store(sums, c1, 80); v128.store(sums, d0, 96); v128.store(sums, d1, 112);
  if (groups > 4) { v128.store(sums, e0, 128); v128.store(sums, e1, 144); }
  if (groups > 5) { v128.store(sums, f0, 160); v128.store(sums, f1, 176); }
}
