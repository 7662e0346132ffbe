/** The elements' only way to a session: what it shows comes in as a snapshot, what the reader wants goes out as a request. */
import type { LitElement, ReactiveController } from 'lit';
import type { RequestEvent } from '../../contract/events.js';
import type { Session } from '../../contract/session.js';
import type { SessionSnapshot } from '../../contract/snapshot.js';
import { getSession } from '../../session/registry.js';
import { hearRequests } from '../../session/requests.js';
import { FramePace } from './frame-pace.js';

/** An element that names the session it belongs to. */
export type SessionHost = LitElement & { session: string };

/**
 * Follows the session its host names, for as long as the host is in a document.
 * The host is asked to update at most once an animation frame, however often the session changes.
 */
export class SessionController implements ReactiveController {
  readonly #host: SessionHost;
  readonly #pace: FramePace;
  #followed: Session | null = null;
  #undo: (() => void)[] = [];

  constructor(host: SessionHost) {
    this.#host = host;
    this.#pace = new FramePace(() => host.requestUpdate());
    hearRequests(); // also where an element was imported by itself
    host.addController(this);
  }

  /** The session the host names now, for reading samples, predictions, filters. Changes go through `ask`. */
  get session(): Session {
    return getSession(this.#host.session);
  }

  /** The state of the session the host names now, also in an update that has only just changed the name. */
  get snapshot(): SessionSnapshot {
    return this.session.snapshot;
  }

  /** Sends a request from the host, so that the page can refuse it; false where it was refused. */
  ask(event: RequestEvent<{ session: string }>): boolean {
    this.#follow();
    return this.#host.dispatchEvent(event);
  }

  hostConnected(): void {
    this.#follow();
  }

  hostUpdate(): void {
    if (this.#host.isConnected) this.#follow();
  }

  /** An element that is moved leaves and returns within one task: only one that stays away is let go. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#release();
    });
  }

  #follow(): void {
    const session = this.session;
    if (session === this.#followed) return;
    this.#release();
    this.#followed = session;
    this.#undo = [session.attach(this.#host), session.subscribe(() => this.#pace.request())];
  }

  #release(): void {
    for (const undo of this.#undo) undo();
    this.#undo = [];
    this.#followed = null;
    this.#pace.cancel();
  }
}
