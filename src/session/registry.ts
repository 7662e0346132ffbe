/** Sessions by name, one of each on a page, however many copies of this script it holds. */
import type { Session } from '../contract/session.js';

const key = Symbol.for('galaxy-playground.sessions.1');
const page = globalThis as { [key]?: Map<string, Session> };

/** Every session of the page by name. Tests put their own in here. */
export const sessions: Map<string, Session> = (page[key] ??= new Map());
