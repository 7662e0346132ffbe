/** The disposable worker that reads files. A hostile or broken file may exhaust or break it; it is then replaced, and nothing else suffers. */
import { exposeApi, withTransfer } from '../../wire/expose.js';
import { fileApi, type FileApi } from './file-api.js';

const readSamples: FileApi['readSamples'] = async (source, options, onProgress) => {
  // The page answers each report; nobody waits for that, and a page that has gone must not end the reading.
  const report = (fraction: number, label: string): void => {
    Promise.resolve(onProgress(fraction, label)).catch(() => undefined);
  };
  const samples = await fileApi.readSamples(source, options, report);
  return withTransfer(samples, [samples.values.buffer, samples.labels.buffer]);
};

exposeApi({ ...fileApi, readSamples });
