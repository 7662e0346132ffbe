// What a demo page is for, as its `<meta name="job">` says, and how a test sees that it was done. Both functions run in the page.

/** Presses the Train button of the page's first train panel, as a reader would, once it can be pressed. */
export async function pressTrain() {
  const panel = document.querySelector('train-panel');
  const button = () => panel.shadowRoot?.querySelector('[part~="train"]');
  while (!button() || button().disabled) await new Promise((resolve) => setTimeout(resolve, 50));
  button().click();
}

/**
 * Whether the page has done its job, as far as its session knows.
 * @param {string} job
 * @param {string} script address of dist/galaxy-playground.js as the page itself loads it
 * @returns {Promise<true | string>} `true`, or what is still missing
 */
export async function isDone(job, script) {
  const { getSession } = await import(script);
  const session = getSession('main');
  const { snapshot } = session;
  if (snapshot.error) return `refused: ${snapshot.error.message}`;
  const epoch = snapshot.run?.history.at(-1);
  const trained = epoch !== undefined && Number.isFinite(epoch.trainAccuracy) && Number.isFinite(epoch.trainLoss);
  const network = snapshot.network?.valid === true;
  /** How many canvases in the shadow tree of `tag` show more than one colour; read from a copy, so that theirs stays as it is. */
  const pictures = (tag) => {
    const canvases = [...(document.querySelector(tag)?.shadowRoot?.querySelectorAll('canvas') ?? [])];
    return canvases.filter(({ width, height }) => width * height > 0).filter(isPicture).length;
  };
  const isPicture = (canvas) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size > 1;
  };
  const text = (tag) => document.querySelector(tag)?.shadowRoot?.textContent ?? '';
  const jobs = {
    dataset: () => (snapshot.dataset?.count > 0 ? pictures('galaxy-dataset') > 0 || 'no galaxy is drawn' : 'no dataset'),
    network: () =>
      network ? snapshot.network.layers.every(({ type }) => text('net-builder').includes(type)) || 'a layer is not named' : 'no network',
    trained: () => trained || 'no epoch has ended',
    filters: () => (network ? pictures('filter-viewer') > 0 || 'no filter is drawn' : 'no network'),
    saliency: () => (network ? pictures('saliency-map') > 1 || 'no map is drawn' : 'no network'),
    predicted: () => {
      if (!trained) return 'no epoch has ended';
      const shows = ['confusion-matrix', 'prediction-gallery'].filter((tag) => document.querySelector(tag));
      return shows.every((tag) => document.querySelector(tag).shadowRoot.querySelector('table, canvas')) || 'nothing is shown';
    },
  };
  return jobs[job] ? jobs[job]() : `there is no job "${job}"; there are ${Object.keys(jobs).join(', ')}`;
}
