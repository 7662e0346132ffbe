/** How stored values become numbers near 1. */
import type { Scale } from '../contract/dataset.js';

const formulas: Record<Scale, (value: number) => number> = {
  unit: (value) => value / 255,
  'x/256': (value) => value / 256, // PHYS 246
  '0.01-1': (value) => (value / 255) * 0.99 + 0.01, // DECaLS: no input is ever exactly 0, so every weight learns
};

/** Values that stay as they are. */
export const asStored = (value: number): number => value;

/**
 * The formula in force. `null` means `unit` for 8-bit values; values of other types (spectra, floating-point pictures) have units
 * of their own and stay as they are, unless a scale is asked for.
 */
export function scaleFormula(scale: Scale | null, eightBit: boolean): (value: number) => number {
  if (scale === null && !eightBit) return asStored;
  return formulas[scale ?? 'unit'];
}
