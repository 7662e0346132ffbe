import { expect } from '@open-wc/testing';
import { Random } from '../../../../src/data/random.js';
import { Scene } from '../../../../src/data/synthetic/scene.js';
import { addBackground, drawStars } from '../../../../src/data/synthetic/stars.js';

describe('other things in the frame', () => {
  it('are stars whose number doubles with every magnitude', () => {
    const random = new Random(2);
    const magnitudes = Array.from({ length: 4000 }, () => drawStars(69, 5, random))
      .flat()
      .map(({ flux }) => 22.5 - 2.5 * Math.log10(flux));
    expect(magnitudes.length / 4000).to.be.closeTo(5, 0.2);
    const between = (bright: number, faint: number): number => magnitudes.filter((m) => m >= bright && m < faint).length;
    // 10^0.3 = 1.995
    expect(between(20, 22) / between(19, 21)).to.be.closeTo(1.995, 0.15);
    expect(Math.max(...magnitudes)).to.be.at.most(22.5);
    expect(Math.min(...magnitudes)).to.be.at.least(14);
  });

  it('are small galaxies with the light of their magnitude', () => {
    const random = new Random(4);
    const scene = new Scene(101);
    addBackground(scene, 0, 0.5, random);
    expect(scene.old.every((value) => value === 0)).to.equal(true);
    addBackground(scene, 40, 0.5, random);
    const light = [scene.old, scene.young].reduce((sum, plane) => sum + plane.reduce((a, b) => a + b, 0), 0) * 0.25; // nanomaggies
    // 40 galaxies between magnitudes 18.5 and 22.8, i.e. 0.76 to 40 nanomaggies each.
    expect(light).to.be.within(30, 1600);
  });
});
