// `npm start`: builds dist/, serves the demo, and builds again whenever a source changes. `npm start -- --isolated` gives it threads.
import { watch } from 'node:fs';
import process from 'node:process';
import { startDevServer } from '@web/dev-server';
import { buildAll } from './build.mjs';
import { inRoot, root } from './project.mjs';
import { isolation, serveShared } from './serve-plugins.mjs';

/** `/` is the demo, under its own address, so that its relative links hold. */
function demoFirst(context, next) {
  if (context.path === '/') return context.redirect('/demo/index.html');
  return next();
}

/** Makes every page cross-origin isolated: then WebAssembly computes with threads. */
function isolate(context, next) {
  context.set(isolation);
  return next();
}

/** Builds when the sources have been quiet for a moment; never two builds at once. */
function rebuildOnChange() {
  let timer;
  let building = Promise.resolve();
  const rebuild = () => {
    building = building.then(() => buildAll({ types: false })).catch((error) => console.error(error.message));
  };
  watch(inRoot('src'), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(rebuild, 200);
  });
}

await buildAll({ types: false });
const asked = process.argv.slice(2);
await startDevServer({
  argv: asked.filter((word) => word !== '--isolated'),
  config: { rootDir: root, watch: true, middleware: [...(asked.includes('--isolated') ? [isolate] : []), demoFirst, serveShared] },
  readCliArgs: true, // `npm start -- --port 9000`
  readFileConfig: false,
  autoExitProcess: true,
});
rebuildOnChange();
