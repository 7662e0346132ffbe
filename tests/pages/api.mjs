// A page of three lines, and one epoch through the session API: the shortest way through every part of the playground.

/** HTML of a page that loads the one script from `script` and has nothing else on it but `body`. */
export const pageWith = (script, body = '') => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>test</title><link rel="icon" href="/demo/favicon.svg">
  <script type="module" src="${script}"></script></head>
  <body>${body}</body>
</html>`;

/**
 * Runs in a page: makes galaxies, builds a network, trains it for `epochs`.
 * @param {string} script address of dist/galaxy-playground.js as the page itself loads it
 * @returns {Promise<{ reason: string, epochs: number, accuracy: number, count: number }>}
 */
export async function trainThere(script, epochs = 1, preset = 'phys467-cnn') {
  const { getSession } = await import(script);
  const session = getSession('main');
  const { count } = await session.loadDataset({ src: 'synthetic:galaxies?n=200', crop: 48 });
  await session.setNetwork(preset);
  const run = session.train({ optimizer: 'adam', learningRate: 0.001, batchSize: 20, epochs, loss: 'categorical-cross-entropy' });
  const { reason, history } = await run.finished;
  return { reason, epochs: history.length, accuracy: history.at(-1)?.trainAccuracy ?? Number.NaN, count };
}
