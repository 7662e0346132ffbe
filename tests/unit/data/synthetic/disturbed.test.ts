import { expect } from '@open-wc/testing';
import { Random } from '../../../../src/data/random.js';
import { addTail, paintMerging } from '../../../../src/data/synthetic/disturbed.js';
import { Patches } from '../../../../src/data/synthetic/patches.js';
import { Scene } from '../../../../src/data/synthetic/scene.js';

const SIZE = 128;

/** Number of separate peaks of smoothed light above `share` of the brightest. */
function nuclei(plane: Float32Array, share: number): number {
  const brightest = plane.reduce((a, b) => Math.max(a, b), 0);
  let count = 0;
  for (let row = 4; row < SIZE - 4; row++) {
    for (let column = 4; column < SIZE - 4; column++) {
      const value = plane[row * SIZE + column] as number;
      if (value < share * brightest) continue;
      let peak = true;
      for (let j = -4; j <= 4; j++)
        for (let i = -4; i <= 4; i++) if ((plane[(row + j) * SIZE + column + i] as number) > value) peak = false;
      if (peak) count++;
    }
  }
  return count;
}

describe('disturbed galaxies', () => {
  it('merge with two nuclei', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const scene = new Scene(SIZE);
      paintMerging({ scene, at: { x: 64, y: 64, angle: 0.5 }, radius: 34, patches: new Patches(), random: new Random(seed) });
      expect(nuclei(scene.old, 0.02), `seed ${seed}`).to.be.at.least(2);
    }
  });

  it('have tails that leave the galaxy, fade outwards and bend the way told', () => {
    const tail = { from: 10, reach: 45, azimuth: 0, turn: 1, width: 3, peak: 1 };
    const light = (handedness: 1 | -1): Float32Array => {
      const scene = new Scene(SIZE);
      addTail(scene, { x: 64, y: 64, angle: 0 }, { ...tail, handedness }, () => 0);
      return scene.young;
    };
    const centre = (plane: Float32Array): { x: number; y: number; total: number } => {
      let [x, y, total] = [0, 0, 0];
      plane.forEach((value, i) => {
        x += value * ((i % SIZE) - 64);
        y += value * (Math.floor(i / SIZE) - 64);
        total += value;
      });
      return { x: x / total, y: y / total, total };
    };
    const [left, right] = [centre(light(1)), centre(light(-1))];
    expect(left.y).to.be.greaterThan(10);
    expect(right.y).to.be.closeTo(-left.y, 0.1);
    expect(right.x).to.be.closeTo(left.x, 0.1);
    const root = light(1)[64 * SIZE + 74] as number;
    expect(root).to.be.greaterThan(0.3);
    expect(Math.max(...light(1).subarray(110 * SIZE))).to.be.lessThan(root);
  });
});
