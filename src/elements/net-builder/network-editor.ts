/** Asks for changed networks: one request for a burst of changes, undo and redo, and a spec to build on while an answer is awaited. */
import type { ReactiveController } from 'lit';
import { NetworkRequest } from '../../contract/events.js';
import type { NetworkInfo, NetworkSpec, PresetName } from '../../contract/network.js';
import type { Session } from '../../contract/session.js';
import { taskOf } from '../support/parts.js';
import type { SessionController, SessionHost } from '../support/session-controller.js';
import { SpecHistory } from './spec-history.js';

/** Milliseconds a slider or a number has to rest before its network is built. */
const rest = 250;

export class NetworkEditor implements ReactiveController {
  readonly #host: SessionHost;
  readonly #session: SessionController;
  #history = new SpecHistory();
  #of: Session | null = null;
  /** What was asked for or is about to be; null once the session has answered. */
  #wanted: NetworkSpec | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: SessionHost, session: SessionController) {
    this.#host = host;
    this.#session = session;
    host.addController(this);
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** The spec that changes start from: the one on its way, else what the session shows. */
  get spec(): NetworkSpec | null {
    return this.#wanted ?? this.network?.spec ?? null;
  }

  /** What was asked for last, whether it can be built or not. */
  get network(): NetworkInfo | null {
    const { draft, network } = this.#session.snapshot;
    return draft ?? network;
  }

  /** Whether the session has a network, or one that cannot be built, or is building one. */
  get begun(): boolean {
    return this.network !== null || this.#building;
  }

  /**
   * The session's answer to the latest wish, whatever it is, ends the waiting: its snapshot rules. Networks asked for before may still
   * come out on the way there; the session's task ends with the latest only. True where another session is followed from now on.
   */
  follow(): boolean {
    if (this.#timer === undefined && !this.#building) this.#wanted = null;
    const { session } = this.#session;
    if (session === this.#of || !this.#host.isConnected) return false;
    this.#of = session;
    this.#stopWaiting();
    this.#wanted = null;
    this.#history = new SpecHistory();
    return true;
  }

  hostDisconnected(): void {
    this.#stopWaiting();
    this.#wanted = null;
  }

  /** Applies a change; `soon` waits until the reader's hand rests. False where nothing changed. */
  change(edit: (spec: NetworkSpec) => NetworkSpec, { soon = false } = {}): boolean {
    const before = this.spec;
    const after = before && edit(before);
    if (!after || after === before) return false;
    // A slider that is still moving is one change.
    if (this.#timer === undefined) this.#history.record(before);
    this.#want(after, soon);
    return true;
  }

  /** Replaces the whole network, so that undo brings the present one back, with a change that had not been asked for yet. */
  replace(preset: PresetName): void {
    if (this.spec) this.#history.record(this.spec);
    this.#host.requestUpdate();
    this.ask(preset);
  }

  undo(): void {
    const before = this.spec && this.#history.undo(this.spec);
    if (before) this.#want(before, false);
  }

  redo(): void {
    const after = this.spec && this.#history.redo(this.spec);
    if (after) this.#want(after, false);
  }

  /** Asks at once; a change that still waits is of an earlier network, and is not asked for any more. */
  ask(network: PresetName | NetworkSpec): void {
    this.#stopWaiting();
    const asked = this.#session.ask(new NetworkRequest({ session: this.#host.session, network }));
    if (!asked || typeof network === 'string') this.#wanted = null;
  }

  get #building(): boolean {
    return taskOf(this.#session.snapshot.tasks, 'network') !== undefined;
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #want(spec: NetworkSpec, soon: boolean): void {
    this.#stopWaiting();
    this.#wanted = spec;
    this.#host.requestUpdate();
    const send = () => this.ask(this.#fittedToData(spec));
    if (soon) this.#timer = setTimeout(send, rest);
    else send();
  }

  /** Without its input shape where there are data: then the network follows them. */
  #fittedToData(spec: NetworkSpec): NetworkSpec {
    if (!this.#session.snapshot.dataset) return spec;
    const { inputShape: _, ...following } = spec;
    return following;
  }
}
