/**
 * Sessions by name, one of each on a page, however many copies of this script it holds: the first copy makes the sessions of all,
 * since what crosses to its workers must be marked by its own copy of comlink.
 */
import type { Session } from '../contract/session.js';
import { PageSession } from './page-session.js';
import { pageWorkers } from './workers.js';

interface Registry {
  sessions: Map<string, Session>;
  open(name: string): Session;
}

const key = Symbol.for('galaxy-playground.sessions.1');
const page = globalThis as { [key]?: Registry };

const registry: Registry = (page[key] ??= {
  sessions: new Map(),
  open(name) {
    const session: Session = new PageSession(name, pageWorkers(), () => {
      if (sessions.get(name) === session) sessions.delete(name);
    });
    return session;
  },
});

/** Every session of the page by name. Tests put their own in here. */
export const { sessions } = registry;

/** The session of that name; made at the first call, which starts no worker and fetches nothing. */
export function getSession(name = 'main'): Session {
  const known = sessions.get(name);
  if (known) return known;
  const session = registry.open(name);
  sessions.set(name, session);
  return session;
}
