/** One value kept from page to page, where the browser has a place for it: a sandboxed frame or a private window may have none. */
import { within } from '../backend/time-limit.js';

const [database, store, key] = ['galaxy-playground', 'backends', 'measured'] as const;
/** Milliseconds after which a database that does not answer counts as none. */
const limit = 1000;

export interface Keepsake<T> {
  /** What was kept; undefined where there is nothing, or no place. Never rejects. */
  load(): Promise<T | undefined>;
  /** Keeps `value` in its place, where there is one. Never rejects. */
  save(value: T): Promise<void>;
}

/** In the browser's IndexedDB; no connection is open between two calls. */
export function keepsake<T>(): Keepsake<T> {
  const attempt = <A>(work: Promise<A>) => within(limit, 'The database', work).catch(() => undefined);
  return {
    load: () => attempt(inStore<T | undefined>('readonly', (values) => values.get(key))),
    save: (value) => attempt(inStore('readwrite', (values) => values.put(value, key)).then(() => undefined)),
  };
}

/** Rejects where there is no place. */
async function inStore<T>(mode: IDBTransactionMode, use: (values: IDBObjectStore) => IDBRequest): Promise<T> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  const connection = await settled<IDBDatabase>(opening);
  try {
    return await settled<T>(use(connection.transaction(store, mode).objectStore(store)));
  } finally {
    connection.close();
  }
}

const settled = <T>(request: IDBRequest): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
