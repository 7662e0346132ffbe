import { expect } from '@open-wc/testing';
import { Random } from '../../../../src/data/random.js';
import { Patches } from '../../../../src/data/synthetic/patches.js';
import { Scene } from '../../../../src/data/synthetic/scene.js';
import { addSpiralDisc, armPhase, type SpiralDisc } from '../../../../src/data/synthetic/spiral.js';

const DEGREE = Math.PI / 180;
const SIZE = 201;
const plain: SpiralDisc = {
  length: 22,
  peak: 1,
  axisRatio: 1,
  pitch: 20 * DEGREE,
  arms: 2,
  handedness: 1,
  contrast: 0.8,
  sharpness: 1.5,
  flocculence: 0,
  wander: 0,
  inner: 8,
  start: 0.4,
  dust: 0,
  oldFraction: 0.3,
};

function draw(change: Partial<SpiralDisc>): Scene {
  const scene = new Scene(SIZE);
  const patches = new Patches();
  patches.reseed(new Random(5));
  addSpiralDisc(scene, { x: 100, y: 100, angle: 0 }, { ...plain, ...change }, patches);
  return scene;
}

/** Azimuth of the m-fold pattern at radius r: from the phase of the m-th Fourier component around the circle. */
function armAzimuth(plane: Float32Array, r: number, m: number): number {
  let [real, imaginary] = [0, 0];
  for (let k = 0; k < 720; k++) {
    const theta = (k / 720) * 2 * Math.PI;
    const light = plane[Math.round(100 + r * Math.sin(theta)) * SIZE + Math.round(100 + r * Math.cos(theta))] as number;
    real += light * Math.cos(m * theta);
    imaginary += light * Math.sin(m * theta);
  }
  return Math.atan2(imaginary, real) / m;
}

/** Pitch angle in degrees (with the sense of winding as its sign) by a straight line through azimuth against ln r. */
function measuredPitch(scene: Scene, m: number): number {
  const points: [number, number][] = [];
  let previous: number | null = null;
  for (let r = 16; r <= 60; r += 0.5) {
    let theta = armAzimuth(scene.young, r, m);
    const turn = (2 * Math.PI) / m;
    if (previous !== null) theta += Math.round((previous - theta) / turn) * turn;
    previous = theta;
    points.push([Math.log(r), theta]);
  }
  const mean = (which: 0 | 1): number => points.reduce((sum, point) => sum + point[which], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  const slope = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  return Math.atan(1 / slope) / DEGREE;
}

describe('spiral arms', () => {
  it('have a phase that is constant along r = exp(θ tan p)', () => {
    for (const theta of [0, 1, 5]) expect(armPhase(theta, theta * Math.tan(0.3), 3, 1 / Math.tan(0.3))).to.be.closeTo(0, 1e-12);
    expect(armPhase(0.5, 0, 3, 2)).to.equal(1.5);
  });

  for (const [pitch, arms] of [
    [12, 2],
    [20, 2],
    [33, 3],
  ] as const) {
    it(`wind at the pitch angle asked for: ${pitch}°, ${arms} arms`, () => {
      expect(measuredPitch(draw({ pitch: pitch * DEGREE, arms }), arms)).to.be.closeTo(pitch, 1);
    });
  }

  it('wind the other way when told to', () => {
    expect(measuredPitch(draw({ handedness: -1 }), 2)).to.be.closeTo(-20, 1);
  });

  it('gather light without making any: the disc is as bright with arms as without', () => {
    const sum = (scene: Scene): number => [scene.old, scene.young].reduce((total, plane) => total + plane.reduce((a, b) => a + b, 0), 0);
    expect(sum(draw({})) / sum(draw({ contrast: 0 }))).to.be.closeTo(1, 0.02);
  });

  it('are even when smooth and broken when flocculent', () => {
    const roughness = (scene: Scene): number => {
      let sum = 0;
      for (let k = 1; k < 720; k++) {
        const along = (k / 720) * 2 * Math.PI;
        const ring = (theta: number): number =>
          scene.young[Math.round(100 + 40 * Math.sin(theta)) * SIZE + Math.round(100 + 40 * Math.cos(theta))] as number;
        sum += Math.abs(ring(along) - ring(along + Math.PI)); // two equal arms repeat after half a turn
      }
      return sum;
    };
    expect(roughness(draw({ flocculence: 0.5 }))).to.be.greaterThan(5 * roughness(draw({})));
  });

  it('are foreshortened with their disc', () => {
    const scene = draw({ axisRatio: 0.5, contrast: 0, length: 12 });
    let [along, across, total] = [0, 0, 0];
    scene.young.forEach((light, i) => {
      along += light * ((i % SIZE) - 100) ** 2;
      across += light * (Math.floor(i / SIZE) - 100) ** 2;
      total += light;
    });
    expect(Math.sqrt(across / along)).to.be.closeTo(0.5, 0.02);
    expect(total).to.be.greaterThan(0);
  });
});
