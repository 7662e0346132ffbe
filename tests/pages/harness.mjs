// Opens pages in a browser and writes down everything that goes wrong on them.
import puppeteer from 'puppeteer-core';
import { chromeArgs, chromePath } from '../../scripts/chrome.mjs';
import { isDone } from './jobs.mjs';
import { serve } from './server.mjs';

/** Longest a page may take for one thing, ms: training an epoch on a small, busy machine included. */
export const patience = 120_000;

/** Asks until `holds` says yes, for as long as the harness has patience. */
export async function until(holds, what) {
  for (const end = Date.now() + patience; !(await holds()); ) {
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Asks again until the page's job is done. @throws where it was refused, and with what is missing when patience runs out */
export async function untilDone(page, job, script) {
  let answer;
  const settled = async () => {
    answer = await page.evaluate(isDone, job, script);
    return answer === true || /^(refused|there is no job)/.test(answer);
  };
  await until(settled, job).catch((error) => {
    throw new Error(`${error.message}: ${answer}`);
  });
  if (answer !== true) throw new Error(answer);
}

/** Watches from before the first script: tasks over 50 ms on the page's main thread, and what its policy refused. */
function watch() {
  globalThis.watched = { longTasks: [], violations: [] };
  const note = ({ startTime, duration }) => globalThis.watched.longTasks.push({ at: Math.round(startTime), ms: Math.round(duration) });
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: 'longtask', buffered: true });
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    globalThis.watched.violations.push(`${violatedDirective}: ${blockedURI}`);
  });
}

/** Notes of a page: console messages, errors nobody caught, requests that failed. */
function listenTo(page) {
  const noise = [];
  page.on('console', (message) => noise.push(`console.${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(`uncaught: ${error?.message ?? error}`));
  page.on('requestfailed', (request) => noise.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ''}`));
  page.on('response', (response) => {
    if (response.status() >= 400) noise.push(`${response.status()}: ${response.url()}`);
  });
  return noise;
}

/** A browser and what it was asked to open; `close` ends all of it. */
export async function startBrowser() {
  const browser = await puppeteer.launch({ executablePath: chromePath(), args: chromeArgs, protocolTimeout: 2 * patience });
  const servers = [];

  /** A site of the repository's files; see `serve`. */
  const site = async (options) => {
    const server = await serve(options);
    servers.push(server);
    return server;
  };

  /**
   * Opens `url`, a full address or a path of a site of its own.
   * @param {string} url
   * @param {{ width?: number, height?: number, colourScheme?: 'light' | 'dark', csp?: string, headers?: Record<string, string>, pages?: Record<string, string>, before?: () => void }} [options]
   *   `csp`: a content security policy for every answer of the site, `headers`: any others; `before`: runs in the page before its first script
   */
  const open = async (url, { width = 1280, height = 900, colourScheme = 'light', csp, headers, pages, before } = {}) => {
    const all = { ...headers, ...(csp && { 'content-security-policy': csp }) };
    const own = url.startsWith('/') ? await site({ pages, headers: all }) : null;
    const page = await browser.newPage();
    page.setDefaultTimeout(patience);
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: colourScheme }]);
    const noise = listenTo(page);
    await page.evaluateOnNewDocument(watch);
    if (before) await page.evaluateOnNewDocument(before);
    await page.goto(own ? own.origin + url : url, { waitUntil: 'load' });
    return {
      page,
      noise,
      requests: own?.requests ?? [],
      longTasks: () => page.evaluate(() => globalThis.watched.longTasks),
      violations: () => page.evaluate(() => globalThis.watched.violations),
      screenshot: (path, clip) => page.screenshot({ path, ...(clip ? { clip } : {}) }),
    };
  };

  const close = async () => {
    await browser.close();
    await Promise.all(servers.map((server) => server.close()));
  };
  return { browser, site, open, close };
}
