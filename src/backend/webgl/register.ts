/** Which kernels of tfjs-backend-webgl 4.22 are replaced. Every other kernel that a network reaches agrees with the cpu backend. */
import { padAnyRank } from '../gpu/pad.js';
import { selectAnyRank } from '../gpu/select.js';
import { replaceKernel } from '../replace-kernel.js';

let mended = false;

/** Puts them in force. */
export function mendWebglKernels(): void {
  if (mended) return;
  mended = true;
  replaceKernel('PadV2', 'webgl', (original) => padAnyRank('webgl', original));
  replaceKernel('Select', 'webgl', (original) => selectAnyRank('webgl', original));
}
