/** What keeps a network from being built, in words, while it is inspected. */
import type { LayerInfo } from '../contract/network.js';

/** Collects problems: what, where (layers count from 1), and what to do about it. */
export class Problems {
  readonly all: string[] = [];
  /** How many of them are about size alone. */
  sizes = 0;

  add(what: string, advice: string, layer?: LayerInfo, position?: number): void {
    const words = `${what}${position === undefined ? '' : ` at layer ${position}`}. ${advice}`;
    this.all.push(words);
    if (layer) layer.problem ??= words;
  }

  addSize(what: string, advice: string, layer?: LayerInfo, position?: number): void {
    this.sizes += 1;
    this.add(what, advice, layer, position);
  }
}
