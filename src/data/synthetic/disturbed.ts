/** Galaxies disturbed by their neighbours: tidal tails, shells, lopsided discs (Toomre & Toomre 1972), and pairs that are merging. */
import { clipped, type Field, surfaceBrightness } from './field.js';
import { paintFaceOn } from './face-on.js';
import { addBlob, type Placement, type Scene } from './scene.js';
import { addSersic } from './sersic.js';

interface Tail {
  /** Radius at which it leaves the galaxy, and how far it reaches along its curve, pixels. */
  from: number;
  reach: number;
  /** Azimuth of its root, radians. */
  azimuth: number;
  /** How much the direction turns over its whole length, radians. */
  turn: number;
  /** Width at the root, pixels; it widens outwards. */
  width: number;
  /** Surface brightness at the root; it fades outwards. */
  peak: number;
  /** Bends the other way where −1. */
  handedness: 1 | -1;
}

/** Stars drawn out of a disc by the tide of a passing galaxy: a curved, widening, fading stream with clumps. */
export function addTail(scene: Scene, at: Placement, tail: Tail, clumpiness: (step: number) => number): void {
  const steps = Math.max(8, Math.ceil((2 * tail.reach) / tail.width));
  const stride = tail.reach / steps;
  let x = at.x + tail.from * Math.cos(tail.azimuth);
  let y = at.y + tail.from * Math.sin(tail.azimuth);
  // It leaves between outwards and along the edge of the disc.
  let heading = tail.azimuth + tail.handedness * 0.9;
  for (let step = 0; step < steps; step++) {
    const along = step / steps;
    const sigma = tail.width * (1 + 0.9 * along);
    // Blobs overlap: their sum, not each, is to have the peak.
    const height = ((tail.peak * stride) / (2.5066 * sigma)) * (1 - along) ** 0.8 * Math.max(0.2, 1 + clumpiness(step));
    addBlob(scene.young, scene.size, x, y, sigma, 0.75 * height);
    addBlob(scene.old, scene.size, x, y, 1.2 * sigma, 0.3 * height);
    heading += (tail.handedness * tail.turn) / steps;
    x += stride * Math.cos(heading);
    y += stride * Math.sin(heading);
  }
}

/** A galaxy with one nucleus whose outer parts are lopsided or have tails or shells. */
export function paintDisturbed(field: Field): void {
  const { scene, at, radius, random } = field;
  const spiral = random.uniform() < 0.6;
  paintFaceOn({ ...field, radius: 0.72 * radius }, { pitch: spiral ? random.between(18, 45) : null, bar: 0, inclination: 60 });
  lopside(field);
  const tails = 1 + random.integer(2);
  const azimuth = random.between(0, 2 * Math.PI);
  const handedness = random.uniform() < 0.5 ? 1 : -1;
  for (let k = 0; k < tails; k++) drawTail(field, azimuth + k * Math.PI * random.between(0.8, 1.2), handedness);
  if (random.uniform() < 0.4) addShells(scene, at, radius, random.between(0, 2 * Math.PI), surfaceBrightness(random.between(23.4, 24.4)));
}

/** Two galaxies in one: two nuclei close together, a bridge between them, and tails on the far sides. */
export function paintMerging(field: Field): void {
  const { scene, at, radius, random, patches } = field;
  patches.reseed(random); // for tails of galaxies that have no disc to do it
  const direction = random.between(0, 2 * Math.PI);
  const separation = radius * random.between(0.35, 1.1);
  const share = random.between(0.35, 0.6);
  const first: Placement = {
    x: at.x + share * separation * Math.cos(direction),
    y: at.y + share * separation * Math.sin(direction),
    angle: at.angle,
  };
  const second: Placement = {
    x: at.x - (1 - share) * separation * Math.cos(direction),
    y: at.y - (1 - share) * separation * Math.sin(direction),
    angle: random.between(0, Math.PI),
  };
  const handedness = random.uniform() < 0.5 ? 1 : -1;
  [first, second].forEach((place, which) => {
    const size = radius * (which === 0 ? random.between(0.6, 0.8) : random.between(0.35, 0.7));
    const member: Field = { ...field, at: place, radius: size };
    if (random.uniform() < 0.65)
      paintFaceOn(member, { pitch: random.uniform() < 0.6 ? random.between(15, 40) : null, bar: 0, inclination: 72 });
    else paintSpheroid(member);
    if (random.uniform() < 0.6) drawTail(member, direction + which * Math.PI + 0.5 * random.normal(), handedness);
  });
  addBridge(scene, first, second, 0.12 * radius, surfaceBrightness(random.between(22.6, 23.8)));
}

function paintSpheroid({ scene, at, radius, random }: Field): void {
  const ie = surfaceBrightness(clipped(random, 21.6, 0.4, 20.8, 22.6));
  addSersic(scene.old, scene.size, at, { re: 0.45 * radius, n: random.between(2, 4), axisRatio: random.between(0.6, 1), ie });
}

function drawTail({ scene, at, radius, random, patches }: Field, azimuth: number, handedness: 1 | -1): void {
  const tail: Tail = {
    from: 0.45 * radius,
    reach: radius * random.between(0.8, 1.9),
    azimuth,
    turn: random.between(0.3, 2.4),
    width: radius * random.between(0.06, 0.13),
    peak: surfaceBrightness(random.between(22.2, 23.6)),
    handedness,
  };
  const from = random.between(0, 32);
  addTail(scene, at, tail, (step) => 0.6 * patches.at(from + 0.4 * step, 7.5));
}

/** Makes one side of the disc brighter and longer than the other, by five patches of young stars on that side. */
function lopside({ scene, at, radius, random }: Field): void {
  const azimuth = random.between(0, 2 * Math.PI);
  for (let k = 0; k < 5; k++) {
    const away = radius * random.between(0.2, 0.6);
    const towards = azimuth + 0.5 * random.normal();
    const peak = surfaceBrightness(random.between(22.8, 24));
    addBlob(
      scene.young,
      scene.size,
      at.x + away * Math.cos(towards),
      at.y + away * Math.sin(towards),
      radius * random.between(0.06, 0.16),
      peak,
    );
  }
}

/** Arcs of old stars left by a companion it has merged with, two or three on opposite sides. */
function addShells(scene: Scene, at: Placement, radius: number, direction: number, peak: number): void {
  [0.75, -0.95, 1.2].forEach((distance, which) => {
    const r = Math.abs(distance) * radius;
    const towards = direction + (distance < 0 ? Math.PI : 0);
    const sigma = 0.045 * radius;
    const arcs = Math.ceil((1.3 * r) / sigma);
    for (let k = 0; k < arcs; k++) {
      const angle = towards + 1.3 * (k / arcs - 0.5);
      addBlob(scene.old, scene.size, at.x + r * Math.cos(angle), at.y + r * Math.sin(angle), sigma, (0.4 * peak) / (1 + which));
    }
  });
}

function addBridge(scene: Scene, from: Placement, to: Placement, sigma: number, peak: number): void {
  const steps = Math.max(2, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / sigma));
  for (let k = 0; k <= steps; k++) {
    const t = k / steps;
    addBlob(scene.young, scene.size, from.x + t * (to.x - from.x), from.y + t * (to.y - from.y), sigma, 0.4 * peak);
  }
}
