/** The panel that trains: one button, the curves, the runs to compare, and how it learns. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { NetworkRequest, RunRequest, TrainRequest, type RunAction } from '../contract/events.js';
import type { RunSnapshot, SessionSnapshot } from '../contract/snapshot.js';
import type { LossName, OptimizerName, TrainOptions } from '../contract/training.js';
import { controls } from './support/controls.js';
import { define } from './support/define.js';
import type { OptionValue } from './support/option-field.js';
import { optionStyles } from './support/option-field.styles.js';
import { errorNote, icon, refusalOf } from './support/parts.js';
import { isActive, isTroubled } from './support/run-state.js';
import { SessionController } from './support/session-controller.js';
import { sessionProperty } from './support/session-property.js';
import { tokens } from './support/tokens.js';
import { styles } from './train-panel.styles.js';
import { Announcer } from './train-panel/announcer.js';
import { saidOptions, twoNumbers, withoutChanged } from './train-panel/attributes.js';
import { backendTable } from './train-panel/backend-table.js';
import { epochTable } from './train-panel/epoch-table.js';
import { CurvesView } from './train-panel/curves-view.js';
import { figures, progressBar } from './train-panel/figures.js';
import { optionForm } from './train-panel/option-form.js';
import { runList } from './train-panel/run-list.js';
import { TimeLeft } from './train-panel/time-left.js';
import { presetOf, trainingOptions } from './train-panel/training-options.js';
import { obstacle, stateInWords } from './train-panel/words.js';

/**
 * Trains the session's network on its data, draws the curves while it does, and keeps earlier runs to compare with.
 * What no attribute says, the course of the network says; without a course: Adam, 0.001, batches of 64, 10 epochs.
 *
 * @summary Trains, draws curves, compares runs.
 * @event gp-train-request - The reader asked for a run; `detail.options` says how.
 * @event gp-run-request - The reader paused, resumed, stepped or stopped the run; `detail.action` says which.
 * @event gp-network-request - The reader asked for new random weights; `detail.seed` is what they are drawn from.
 * @event gp-run-start - A run has begun; `detail.run` is its id, `detail.options` says how it trains. This and what follows is told by the first of a session's elements.
 * @event gp-step - Weights were updated, told at most once a frame; `detail.loss` is that of the latest batch.
 * @event gp-epoch - A report: loss and accuracy, training and test, and the speed.
 * @event gp-run-end - A run is over; `detail.reason` says why, `detail.history` holds its reports.
 * @slot heading - The element's title, in place of "Training".
 * @csspart card - The element's frame.
 * @csspart train - The one big button.
 * @csspart plots - Both plots.
 * @csspart runs - The runs to compare.
 * @csspart options - "How it learns".
 * @csspart backends - "What it runs on": the back ends of this machine and why they were taken or not.
 * @csspart table - The numbers behind the plots.
 * @csspart progress - How far the run has come.
 * @csspart error - Why a run was refused, diverged or failed, in words.
 * @cssproperty --gp-train - Colour of training curves.
 * @cssproperty --gp-test - Colour of test curves.
 */
export class TrainPanel extends LitElement {
  static override styles = [tokens, controls, optionStyles, styles];

  readonly #session = new SessionController(this);
  readonly #timeLeft = new TimeLeft();
  readonly #announcer = new Announcer();
  readonly #curves = new CurvesView(this);
  /** The run whose curves came last in front by themselves. */
  #latest: string | null = null;
  #started = false;
  /** Seed of the random weights asked for last; a network that is chosen starts from 1. */
  @state() private weightsSeed = 1;

  /** Elements with the same session share one dataset, one network and one run. */
  @property(sessionProperty) session = 'main';
  /** How the weights follow the gradient: `sgd`, `momentum`, `ema-momentum` or `adam`. */
  @property() optimizer?: OptimizerName;
  /** How far each step goes. */
  @property({ type: Number, attribute: 'learning-rate' }) learningRate?: number;
  /** How much of the earlier direction a step keeps, for the momentum optimizers; 0.9 without it. */
  @property({ type: Number }) momentum?: number;
  /** How many samples are looked at before each step. */
  @property({ type: Number, attribute: 'batch-size' }) batchSize?: number;
  /** How many times the training set is gone through. */
  @property({ type: Number }) epochs?: number;
  /** After how many updates of the weights the run ends. */
  @property({ type: Number }) steps?: number;
  /** Report and test every so many steps instead of once an epoch. */
  @property({ type: Number, attribute: 'evaluate-every' }) evaluateEvery?: number;
  /** What is made small, e.g. `categorical-cross-entropy`. */
  @property() loss?: LossName;
  /** Turns and mirrors each training picture at random. */
  @property({ type: Boolean }) augment = false;
  /** What the network should answer for a wrong and for the right class, as two numbers: `0.01 0.99`. */
  @property({ converter: { fromAttribute: twoNumbers } }) targets?: readonly [number, number];
  /** Where the random choices start: the same seed gives the same run; 1 without it. */
  @property({ type: Number }) seed?: number;
  /** Trains as soon as there are data and a network. */
  @property({ type: Boolean }) autostart = false;

  /** What the reader changed in the form; it goes before the attributes. */
  @state() private edits: Partial<TrainOptions> = {};
  @state() private picked: string | null = null;
  @state() private tableOpen = false;
  @state() private names: ReadonlyMap<string, string> = new Map();
  @state() private hiddenRuns: ReadonlySet<string> = new Set();

  protected override willUpdate(changed: PropertyValues): void {
    const { run } = this.#session.snapshot;
    this.#announcer.follow(run);
    if (changed.size > 0) this.edits = withoutChanged(this.edits, changed);
    // A new run comes to the front, whatever was picked to look at.
    if (run && run.id !== this.#latest) {
      this.#latest = run.id;
      this.picked = null;
    }
  }

  protected override updated(): void {
    const { snapshot } = this.#session;
    if (!this.autostart || this.#started || obstacle(snapshot) !== null || isActive(snapshot.run?.state)) return;
    this.#started = true;
    this.#train();
  }

  /** What the next run would be. */
  get options(): TrainOptions {
    const { network, catalogue } = this.#session.snapshot;
    return trainingOptions({ ...saidOptions(this), ...this.edits }, presetOf(network, catalogue));
  }

  protected override render(): TemplateResult {
    const { snapshot } = this.#session;
    const { run, catalogue } = snapshot;
    const runs = allRuns(snapshot);
    const front = runs.find(({ id }) => id === this.picked) ?? run;
    const behind = runs.filter(({ id }) => id !== front?.id && !this.hiddenRuns.has(id));
    const active = isActive(run?.state);
    const troubled = run !== null && isTroubled(run.state);
    return html`<section class="card" part="card" aria-label="Training" @keydown=${this.#key}>
      <header><h2><slot name="heading">Training</slot></h2>${run ? html`<span class="secondary small state">${troubled || active ? nothing : stateInWords(run)}</span>` : nothing}</header>
      ${this.#renderButtons(snapshot)} ${figures(run, snapshot)} ${progressBar(run, run ? this.#timeLeft.update(run, performance.now()) : null)}
      ${errorNote(troubled ? stateInWords(run) : refusalOf(snapshot, 'run'))}
      ${this.#curves.render({ front, behind, dataset: snapshot.dataset })}
      ${runList({
        runs,
        front: front?.id ?? null,
        names: this.names,
        hidden: this.hiddenRuns,
        pick: (id) => (this.picked = id),
        rename: this.#rename,
        show: this.#show,
      })}
      ${optionForm({ options: this.options, catalogue, edited: Object.keys(this.edits).length > 0, active, change: this.#change, reset: () => (this.edits = {}) })}
      ${backendTable(snapshot.backends, snapshot.backend)}
      ${epochTable(front, this.tableOpen, (event) => (this.tableOpen = (event.target as HTMLDetailsElement).open))}
      <p class="visually-hidden" role="status" aria-live="polite">${this.#announcer.words}</p>
    </section>`;
  }

  #renderButtons(snapshot: SessionSnapshot): TemplateResult {
    const { run, network } = snapshot;
    const why = obstacle(snapshot);
    const active = isActive(run?.state);
    const blocked = why !== null && !active;
    const running = run?.state === 'running';
    const label = running ? 'Pause' : run?.state === 'paused' ? 'Resume' : 'Train';
    // What goes out when it is pressed is not `disabled`: the focus would be lost with it.
    return html`<div class="row buttons">
      <button type="button" part="train" class="primary train" ?disabled=${blocked} aria-describedby="why" aria-keyshortcuts="Space" @click=${this.#toggle}>
        ${icon(running ? 'pause' : 'play')}${label}
      </button>
      <button type="button" class="step" ?disabled=${blocked} aria-disabled=${running} title="One update of the weights, then wait" @click=${() => !running && this.#step()}>${icon('step')}Step</button>
      <button type="button" class="stop" aria-disabled=${!active} @click=${() => active && this.#steer('stop')}>${icon('stop')}Stop</button>
      ${
        run && network && !active
          ? html`<button type="button" class="quiet afresh" title="Forgets what was learned: new random weights, drawn from seed ${this.weightsSeed + 1}" @click=${this.#afresh}>
              Start afresh <span class="secondary small">from seed ${this.weightsSeed + 1}</span>
            </button>`
          : nothing
      }
      <p id="why" class="secondary why">${blocked ? why : nothing}</p>
    </div>`;
  }

  #toggle = (): void => {
    const current = this.#session.snapshot.run?.state;
    if (current === 'running') this.#steer('pause');
    else if (current === 'paused') this.#steer('resume');
    else if (obstacle(this.#session.snapshot) === null) this.#train();
  };

  #train(): void {
    this.#session.ask(new TrainRequest({ session: this.session, options: this.options }));
  }

  #step(): void {
    if (!isActive(this.#session.snapshot.run?.state)) this.#train();
    this.#steer('step');
  }

  #steer(action: RunAction): void {
    this.#session.ask(new RunRequest({ session: this.session, action }));
  }

  /** Each time other weights, and the same ones in the same order on every page. */
  #afresh = (): void => {
    const { network, catalogue } = this.#session.snapshot;
    if (!network) return;
    const seed = this.weightsSeed + 1;
    const preset = catalogue?.presets.find(({ name }) => name === network.name);
    if (this.#session.ask(new NetworkRequest({ session: this.session, network: preset?.name ?? network.spec, seed })))
      this.weightsSeed = seed;
  };

  #change = (name: keyof TrainOptions, value: OptionValue | undefined): void => {
    const own =
      name === 'optimizer' ? this.#session.snapshot.catalogue?.optimizers.find((optimizer) => optimizer.name === value) : undefined;
    // A learning rate that suits one optimizer blows another up: a newly chosen one starts from its own.
    const starts = Object.fromEntries((own?.options ?? []).map((option) => [option.name, option.default]));
    this.edits = { ...this.edits, ...starts, [name]: value };
  };

  #rename = (id: string, name: string): void => {
    const names = new Map(this.names);
    if (name) names.set(id, name);
    else names.delete(id);
    this.names = names;
  };

  #show = (id: string, visible: boolean): void => {
    const hidden = new Set(this.hiddenRuns);
    if (visible) hidden.delete(id);
    else hidden.add(id);
    this.hiddenRuns = hidden;
  };

  #key = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    if (event.key !== ' ' || !(target instanceof Element) || target.closest('button, input, select, summary, textarea, a')) return;
    event.preventDefault();
    this.#toggle();
  };
}

/** Every run, oldest first, the latest included. */
function allRuns({ runs, run }: SessionSnapshot): readonly RunSnapshot[] {
  return run ? [...runs.filter(({ id }) => id !== run.id), run] : runs;
}

define('train-panel', TrainPanel);

declare global {
  interface HTMLElementTagNameMap {
    'train-panel': TrainPanel;
  }
}
