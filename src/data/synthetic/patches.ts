/** A smooth random field: what makes arms broken, discs mottled and tails uneven. */
import type { Random } from '../random.js';

const columns = 32;
const rows = 32;

/** Value noise of mean 0 and standard deviation about 0.7, periodic in both coordinates, one lattice point a unit. */
export class Patches {
  #lattice = new Float32Array(columns * rows);

  /** Draws a new field. */
  reseed(random: Random): void {
    for (let i = 0; i < this.#lattice.length; i++) this.#lattice[i] = 3.4641 * (random.uniform() - 0.5); // uniform, deviation 1
  }

  /** The field at (u, v); its period is 32 in both. */
  at(u: number, v: number): number {
    const column = Math.floor(u);
    const row = Math.floor(v);
    const fu = ease(u - column);
    const fv = ease(v - row);
    const left = column & (columns - 1);
    const right = (column + 1) & (columns - 1);
    const top = (row & (rows - 1)) * columns;
    const bottom = ((row + 1) & (rows - 1)) * columns;
    const lattice = this.#lattice;
    const above = (lattice[top + left] as number) * (1 - fu) + (lattice[top + right] as number) * fu;
    const below = (lattice[bottom + left] as number) * (1 - fu) + (lattice[bottom + right] as number) * fu;
    return above * (1 - fv) + below * fv;
  }
}

const ease = (t: number): number => t * t * (3 - 2 * t);
