// Places for galaxies that do not exist: the columns DECaLS files have beside pictures and labels.

const PIXEL_SCALE = 0.262; // arcseconds: every DECaLS picture of Galaxy10 has it

/**
 * Right ascension and declination in degrees, redshift and pixel scale of `count` galaxies: drawn at random over the
 * survey's sky and over the redshifts of bright galaxies. They say nothing about the pictures.
 * @param {number} count
 * @param {number} seed
 */
export function drawSky(count, seed) {
  const uniform = uniformNumbers(seed);
  const column = (value) => Float64Array.from({ length: count }, value);
  const [south, north] = [-18, 34].map((degrees) => Math.sin((degrees * Math.PI) / 180));
  return {
    ra: column(() => 360 * uniform()),
    dec: column(() => (Math.asin(south + (north - south) * uniform()) * 180) / Math.PI),
    redshift: column(() => 0.02 + 0.13 * Math.sqrt(uniform())),
    pxscale: column(() => PIXEL_SCALE),
  };
}

/** Mulberry32: enough for a column of numbers that mean nothing. */
function uniformNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}
