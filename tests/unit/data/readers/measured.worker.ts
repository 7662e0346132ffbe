/** The file worker's api beside the memory its library has taken, which the page never needs to know. */
import { ready } from 'h5wasm';
import { fileApi } from '../../../../src/data/readers/file-api.js';
import { exposeApi } from '../../../../src/wire/expose.js';

const measuredApi = { ...fileApi, libraryBytes: async () => (await ready).HEAPU8.length };
export type MeasuredApi = typeof measuredApi;

exposeApi(measuredApi);
