// Pages for the sides that run in a browser: each in a browser of its own, so that none warms, starves or survives another.
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import { chromeArgs, chromePath } from '../scripts/chrome.mjs';
import { common } from '../scripts/esbuild-options.mjs';
import { inRoot, root } from '../scripts/project.mjs';
import { isolation } from '../scripts/serve-plugins.mjs';
import { serve } from '../tests/pages/server.mjs';

const webgpu = '--enable-unsafe-webgpu';
/** What asks for the graphics card, and what asks for the program that imitates one. */
const graphics = {
  hardware: [webgpu, '--ignore-gpu-blocklist', '--enable-features=Vulkan', '--use-angle=vulkan'],
  software: [webgpu, '--use-webgpu-adapter=swiftshader'],
};

/** An empty page. */
export const emptyPage = '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Bench</title></html>';

/** Bundles the pages of bench/pages as the package itself is bundled. */
export async function bundlePages(names) {
  const entryPoints = names.map((name) => inRoot('bench/pages', `${name}.ts`));
  await build({ ...common, absWorkingDir: root, entryPoints, outdir: inRoot('.cache/bench/pages'), minify: true });
}

export const launch = (args = []) =>
  puppeteer.launch({ executablePath: chromePath(), args: [...chromeArgs, ...args], protocolTimeout: 3_600_000 });

/** Runs in a page: the names under which its graphics introduce themselves. */
async function lookAtGraphics() {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  const { vendor = '', architecture = '', device = '', description = '' } = adapter?.info ?? {};
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  const unmasked = gl?.getExtension('WEBGL_debug_renderer_info');
  return {
    webgpu: [vendor, architecture, device, description].filter(Boolean).join(' '),
    webgl: gl ? String(gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER)) : '',
  };
}

const software = /swiftshader|llvmpipe|lavapipe|software|^$/i;

/**
 * What draws on this machine: with the graphics card where WebGPU has one, else in software.
 * @returns {Promise<{ kind: 'hardware' | 'software', webgpu: string, webgl: string, browser: string }>}
 */
export async function examineGraphics(site) {
  let found;
  for (const kind of ['hardware', 'software']) {
    const browser = await launch(graphics[kind]);
    try {
      const page = await browser.newPage();
      await page.goto(`${site.origin}/blank.html`);
      found = { kind, ...(await page.evaluate(lookAtGraphics)), browser: await browser.version() };
    } finally {
      await browser.close();
    }
    if (!software.test(found.webgpu)) break;
  }
  return found;
}

/** The sites the pages come from: a plain one, and one whose pages are cross-origin isolated. */
export async function startSites({ files, pages: more }) {
  const pages = { '/blank.html': emptyPage, ...more };
  const [plain, isolated] = await Promise.all([serve({ pages, files }), serve({ pages, files, headers: isolation })]);
  return { plain, isolated, close: () => Promise.all([plain.close(), isolated.close()]) };
}

/** Runs in a page: starts the side's script in a worker, and passes on what it is asked. */
async function importInWorker(url) {
  const worker = new Worker(url, { type: 'module' });
  const answer = () =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.answer));
      worker.onerror = ({ message }) => reject(new Error(message));
    });
  const ask = (...call) => {
    const answered = answer();
    worker.postMessage(call);
    return answered;
  };
  globalThis.entrant = { open: (...values) => ask('open', ...values), run: (steps) => ask('run', steps) };
  await answer();
}

/**
 * Opens `bench/pages/<script>.ts` in a browser of its own.
 * @param {{ site: { origin: string }, script: string, kind?: 'hardware' | 'software', inWorker?: boolean }} options
 *   `kind`: where the page needs graphics; `inWorker`: where our engine would run it
 */
export async function startPage({ site, script, kind, inWorker = false }) {
  const browser = await launch(kind ? graphics[kind] : []);
  const page = await browser.newPage();
  const noise = [];
  page.on('pageerror', (error) => noise.push(String(error)));
  await page.goto(`${site.origin}/blank.html`);
  const address = `/.cache/bench/pages/${script}.js`;
  const loaded = inWorker ? page.evaluate(importInWorker, address) : page.evaluate((url) => import(url).then(() => undefined), address);
  const call = async (name, ...args) => {
    await loaded;
    try {
      return await page.evaluate((method, values) => globalThis.entrant[method](...values), name, args);
    } catch (error) {
      throw new Error([error.message.split('\n')[0], ...noise].join('; '), { cause: error });
    }
  };
  // A page that hangs in a step, or a graphics process that goes on without it, ends with its browser.
  const close = async () => {
    browser.process()?.kill('SIGKILL');
    await browser.close().catch(() => undefined);
  };
  return { page, call, close };
}
