/** Sessions by name, one of each on a page, however many copies of this script it holds. */
import type { Session } from '../contract/session.js';
import { PageSession } from './page-session.js';
import { pageWorkers } from './workers.js';

const key = Symbol.for('galaxy-playground.sessions.1');
const page = globalThis as { [key]?: Map<string, Session> };

/** Every session of the page by name. Tests put their own in here. */
export const sessions: Map<string, Session> = (page[key] ??= new Map());

/** The session of that name; made at the first call, which starts no worker and fetches nothing. */
export function getSession(name = 'main'): Session {
  const known = sessions.get(name);
  if (known) return known;
  const session: Session = new PageSession(name, pageWorkers(), () => {
    if (sessions.get(name) === session) sessions.delete(name);
  });
  sessions.set(name, session);
  return session;
}
