// Finds Chrome or Chromium; as root on Debian it installs the `chromium` package; otherwise it says what to install.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

const places = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];
const find = () => places.find((place) => place && existsSync(place));

function installOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  console.log('No Chrome or Chromium found: installing the Debian package `chromium`.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'inherit', env });
}

const advice = 'The tests run in a browser: install Google Chrome or Chromium, or set CHROME_PATH to one.';

/** Path of a Chrome or Chromium; throws with what to do where there is none. */
export function chromePath() {
  const found = find();
  if (found) return found;
  try {
    installOnDebian();
  } catch (cause) {
    throw new Error(`${advice} (Installing the Debian package \`chromium\` did not work.)`, { cause });
  }
  const installed = find();
  if (installed) return installed;
  throw new Error(advice);
}

/** WebGPU on SwiftShader, so that its kernels are tested on every machine. WebGL needs no word: without a GPU, Chrome falls back to it by itself. */
const softwareWebgpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** Arguments for a headless browser that asks nothing of the network. */
export const chromeArgs = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--js-flags=--expose-gc',
  ...softwareWebgpu,
];
