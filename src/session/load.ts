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
  /** Aborted once another dataset has been asked for. */
  signal: AbortSignal;
}

export async function loadInto(session: string, src: DatasetSource, options: PreparedOptions, loading: Loading): Promise<DatasetOutcome> {
  const { workers, progress, engine, signal } = loading;
  const source = onlySource(src);
  if (typeof source === 'string' && source.startsWith('synthetic:')) {
    return engine((api) => api.makeDataset(session, source, options));
  }
  const place = typeof source === 'string' ? address(source) : source;
  const superseded = new PlaygroundError('busy', 'Another dataset was asked for meanwhile.');
  const hear = (fraction: number, label: string) => {
    if (!signal.aborted) progress(label, fraction);
  };
  const raw = await workers.read(signal, superseded, (files) => files.readSamples(place, options, proxy(hear)));
  if (signal.aborted) throw superseded;
  return engine((api) => api.takeSamples(session, transfer(raw, [raw.values.buffer, raw.labels.buffer]), options));
}

/** The one file or address meant; pages without types may hand over anything. */
function onlySource(src: unknown): string | File {
  if (typeof src === 'string' && src !== '') return src;
  if (src instanceof File) return src;
  if (!Array.isArray(src)) {
    throw new PlaygroundError(
      'data-mismatch',
      'There is no src to load from. Give the address of an .h5 file, a chosen file, or "synthetic:galaxies".',
    );
  }
  if (src.length === 0) throw new PlaygroundError('file-unreadable', 'No file was chosen.');
  if (src.length > 1) throw new PlaygroundError('file-unsupported', 'Choose one HDF5 file: images and labels belong together in it.');
  return onlySource(src[0]);
}

function address(src: string): string {
  try {
    return new URL(src, globalThis.location?.href).href;
  } catch (cause) {
    throw new PlaygroundError('file-unreadable', `"${src}" is not an address. Give the URL of an .h5 file, or "synthetic:galaxies".`, {
      cause,
    });
  }
}
