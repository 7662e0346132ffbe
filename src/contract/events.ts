/**
 * The playground's DOM events. An element *asks* with a cancelable `gp-…-request`; the session *tells* with the rest.
 * All bubble and are composed; the payload is in `detail`, and `detail.session` names the session.
 * A page's own button can ask too: `document.dispatchEvent(new TrainRequest({ session: 'main', options }))`,
 * or, without importing anything, a `CustomEvent` of the same name with the same detail.
 */
import type { DatasetInfo, DatasetOptions } from './dataset.js';
import type { NetworkInfo, NetworkSpec, PresetName } from './network.js';
import type { PlaygroundError } from './playground-error.js';
import type { EpochReport, RunEnd, StepReport, TrainOptions } from './training.js';

/** In every detail. */
interface Named {
  /** Name of the session asked or telling. */
  session: string;
}

/** A wish of the reader. `preventDefault()` refuses it before the session hears of it. */
export class RequestEvent<Detail extends Named> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail) {
    super(type, { detail, bubbles: true, composed: true, cancelable: true });
  }
}

/** Something that has happened. */
export class TellEvent<Detail extends Named> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail) {
    super(type, { detail, bubbles: true, composed: true });
  }
}

/** Asks for another dataset, as `loadDataset` does. */
export class DatasetRequest extends RequestEvent<Named & { options: DatasetOptions }> {
  static readonly type = 'gp-dataset-request';
  constructor(detail: Named & { options: DatasetOptions }) {
    super(DatasetRequest.type, detail);
  }
}

/** Asks for another network with fresh weights, as `setNetwork` does. */
export class NetworkRequest extends RequestEvent<Named & { network: PresetName | NetworkSpec; seed?: number }> {
  static readonly type = 'gp-network-request';
  constructor(detail: Named & { network: PresetName | NetworkSpec; seed?: number }) {
    super(NetworkRequest.type, detail);
  }
}

/** Asks for a run, as `train` does. */
export class TrainRequest extends RequestEvent<Named & { options: TrainOptions }> {
  static readonly type = 'gp-train-request';
  constructor(detail: Named & { options: TrainOptions }) {
    super(TrainRequest.type, detail);
  }
}

export type RunAction = 'pause' | 'resume' | 'step' | 'stop';
/** Steers the session's current run; without one it is ignored. */
export class RunRequest extends RequestEvent<Named & { action: RunAction }> {
  static readonly type = 'gp-run-request';
  constructor(detail: Named & { action: RunAction }) {
    super(RunRequest.type, detail);
  }
}

/** Asks every viewer of the session to follow the sample `index`. */
export class SelectRequest extends RequestEvent<Named & { index: number }> {
  static readonly type = 'gp-select-request';
  constructor(detail: Named & { index: number }) {
    super(SelectRequest.type, detail);
  }
}

/** The session has another dataset. */
export class DatasetChange extends TellEvent<Named & { info: DatasetInfo }> {
  static readonly type = 'gp-dataset-change';
  constructor(detail: Named & { info: DatasetInfo }) {
    super(DatasetChange.type, detail);
  }
}

/** The session has another network, or a draft that cannot be built: then `info.valid` is false. */
export class NetworkChange extends TellEvent<Named & { info: NetworkInfo }> {
  static readonly type = 'gp-network-change';
  constructor(detail: Named & { info: NetworkInfo }) {
    super(NetworkChange.type, detail);
  }
}

/** A run has begun. */
export class RunStart extends TellEvent<Named & { run: string; options: TrainOptions }> {
  static readonly type = 'gp-run-start';
  constructor(detail: Named & { run: string; options: TrainOptions }) {
    super(RunStart.type, detail);
  }
}

/** A run has ended, for whatever reason. */
export class RunEndEvent extends TellEvent<Named & RunEnd> {
  static readonly type = 'gp-run-end';
  constructor(detail: Named & RunEnd) {
    super(RunEndEvent.type, detail);
  }
}

/** An epoch is done, or as many steps as `evaluateEvery` says. */
export class EpochEvent extends TellEvent<Named & EpochReport> {
  static readonly type = 'gp-epoch';
  constructor(detail: Named & EpochReport) {
    super(EpochEvent.type, detail);
  }
}

/** Updates were made: at most one event an animation frame. */
export class StepEvent extends TellEvent<Named & StepReport> {
  static readonly type = 'gp-step';
  constructor(detail: Named & StepReport) {
    super(StepEvent.type, detail);
  }
}

/** Another sample is the one every viewer follows. */
export class SelectEvent extends TellEvent<Named & { index: number }> {
  static readonly type = 'gp-select';
  constructor(detail: Named & { index: number }) {
    super(SelectEvent.type, detail);
  }
}

/** Something was refused or has failed; the error says what to do. */
export class ErrorEvent extends TellEvent<Named & { error: PlaygroundError }> {
  static readonly type = 'gp-error';
  constructor(detail: Named & { error: PlaygroundError }) {
    super(ErrorEvent.type, detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'gp-dataset-request': DatasetRequest;
    'gp-network-request': NetworkRequest;
    'gp-train-request': TrainRequest;
    'gp-run-request': RunRequest;
    'gp-select-request': SelectRequest;
    'gp-dataset-change': DatasetChange;
    'gp-network-change': NetworkChange;
    'gp-run-start': RunStart;
    'gp-run-end': RunEndEvent;
    'gp-epoch': EpochEvent;
    'gp-step': StepEvent;
    'gp-select': SelectEvent;
    'gp-error': ErrorEvent;
  }
}
