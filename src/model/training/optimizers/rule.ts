/** An update as a rule with its numbers, for who makes it by themselves. Written here is what becomes of w, and of what is kept beside it. */
export type UpdateRule =
  /** w ← w − rate · g. */
  | { name: 'sgd'; rate: number }
  /** v ← beta · v + g, w ← w − rate · v. */
  | { name: 'momentum'; rate: number; beta: number }
  /** m ← beta1 · m + g, s ← beta2 · s + g², w ← w − rate · m / (√s + epsilon). */
  | { name: 'adam'; rate: number; epsilon: number; beta1: number; beta2: number };
