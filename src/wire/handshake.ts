/** The first message of a worker: it has loaded, and speaks this version of the wire. */
export const readyMessage = 'galaxy-playground-ready-1';

/** Sent by the launcher's one line of script when the worker's file could not be loaded. */
export const failedPrefix = 'galaxy-playground-failed: ';
