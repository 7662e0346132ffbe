/** Which kernels of tfjs-backend-webgpu 4.22 are replaced. Every other kernel that a network reaches agrees with the cpu backend. */
import { padAnyRank } from '../gpu/pad.js';
import { selectAnyRank } from '../gpu/select.js';
import { replaceKernel } from '../replace-kernel.js';
import { withoutCutTranspose } from './mat-mul.js';
import { withRowOperand } from './row-operand.js';

/** All that share the faulty shader; networks use the first few. */
const binary = [
  ...['Add', 'Sub', 'Multiply', 'RealDiv', 'SquaredDifference', 'Maximum', 'Minimum', 'Pow', 'Atan2', 'FloorDiv', 'Mod'],
  ...['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'LogicalAnd', 'LogicalOr'],
];

let mended = false;

/** Puts them in force. */
export function mendWebgpuKernels(): void {
  if (mended) return;
  mended = true;
  replaceKernel('PadV2', 'webgpu', (original) => padAnyRank('webgpu', original));
  replaceKernel('Select', 'webgpu', (original) => selectAnyRank('webgpu', original));
  for (const name of ['BatchMatMul', '_FusedMatMul']) replaceKernel(name, 'webgpu', withoutCutTranspose);
  for (const name of binary) replaceKernel(name, 'webgpu', withRowOperand);
}
