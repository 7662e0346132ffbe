/** The state of a session in which nothing has happened yet. */
import type { SessionSnapshot } from '../contract/snapshot.js';

export const emptySnapshot = (session: string): SessionSnapshot => ({
  session,
  catalogue: null,
  backend: null,
  backends: [],
  dataset: null,
  network: null,
  draft: null,
  run: null,
  runs: [],
  weightsVersion: 0,
  selected: null,
  tasks: [],
  error: null,
  refused: null,
});
