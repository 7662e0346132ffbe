/** The engine's worker: exposes the engine, and does nothing else. */
import { exposeApi } from '../wire/expose.js';
import { createEngine } from './engine.js';

exposeApi(createEngine());
