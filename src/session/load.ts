/** From a dataset's source to samples in the engine: made there, or read by the file worker and handed over. */
import { proxy, type Remote, transfer } from 'comlink';
import type { DatasetSource } from '../contract/dataset.js';
import { PlaygroundError } from '../contract/playground-error.js';
import type { DatasetOutcome, EngineApi, PreparedOptions } from '../engine/api.js';
import type { Workers } from './workers.js';

export interface Loading {
  workers: Workers;
  progress: (label: string, fraction: number | null) => void;
  engine: (use: (engine: Remote<EngineApi>) => Promise<DatasetOutcome>) => Promise<DatasetOutcome>;
  /** False once another dataset has been asked for. */
  wanted: () => boolean;
}

export async function loadInto(session: string, src: DatasetSource, options: PreparedOptions, loading: Loading): Promise<DatasetOutcome> {
  const source = onlySource(src);
  if (typeof source === 'string' && source.startsWith('synthetic:')) {
    return loading.engine((engine) => engine.makeDataset(session, source, options));
  }
  const place = typeof source === 'string' ? new URL(source, globalThis.location?.href).href : source;
  const raw = await loading.workers.read((files) =>
    files.readSamples(
      place,
      options,
      proxy((fraction: number, label: string) => {
        if (loading.wanted()) loading.progress(label, fraction);
      }),
    ),
  );
  if (!loading.wanted()) throw new PlaygroundError('busy', 'Another dataset was asked for meanwhile.');
  return loading.engine((engine) => engine.takeSamples(session, transfer(raw, [raw.values.buffer, raw.labels.buffer]), options));
}

function onlySource(src: DatasetSource): string | File {
  if (typeof src === 'string' || src instanceof Blob) return src;
  const [first, ...others] = src;
  if (!first) throw new PlaygroundError('file-unreadable', 'No file was chosen.');
  if (others.length > 0) throw new PlaygroundError('file-unsupported', 'Choose one HDF5 file: images and labels belong together in it.');
  return first;
}
