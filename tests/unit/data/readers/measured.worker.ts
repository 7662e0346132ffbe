/** The file worker's api beside the memory its library has taken, which the page never needs to know. */
import { fileApi } from '../../../../src/data/readers/file-api.js';
import { libraryBytes } from '../../../../src/data/readers/hdf5-file.js';
import { exposeApi } from '../../../../src/wire/expose.js';

const measuredApi = { ...fileApi, libraryBytes: async () => libraryBytes() };
export type MeasuredApi = typeof measuredApi;

exposeApi(measuredApi);
