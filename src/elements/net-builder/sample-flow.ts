/** What stands at both ends of the drawn network: the picked galaxy, and what the network says of it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Sample } from '../../contract/dataset.js';
import type { Prediction } from '../../contract/evaluation.js';
import type { SessionSnapshot } from '../../contract/snapshot.js';
import { classColour } from '../../draw/class-colours.js';
import { cssVars } from '../support/css-vars.js';
import { identity } from '../support/identity.js';
import { Latest } from '../support/latest.js';
import { percent, size } from '../support/numbers.js';
import { origin } from '../support/origin.js';
import { picture } from '../support/picture.js';
import type { SessionController, SessionHost } from '../support/session-controller.js';

/** Least milliseconds between two looks at the network while it trains. */
const pace = 200;
/** More bars than this do not fit beside a network. */
const most = 10;

export class SampleFlow {
  readonly #session: SessionController;
  readonly #sample: Latest<Sample>;
  readonly #answer: Latest<Prediction>;

  constructor(host: SessionHost, session: SessionController) {
    this.#session = session;
    this.#sample = new Latest<Sample>(host);
    this.#answer = new Latest<Prediction>(host, { every: pace });
  }

  /** Reads what is not known yet; call it in `willUpdate`. */
  follow({ session, dataset, network, selected, weightsVersion }: SessionSnapshot): void {
    const source = this.#session.session;
    const of = dataset && selected !== null ? `${session} ${identity(dataset)} ${selected}` : null;
    this.#sample.want(of, 0, () => source.sample(selected ?? 0));
    this.#answer.want(of && network ? of : null, weightsVersion, () => source.predict([selected ?? 0]));
  }

  /** The galaxy before the first layer. */
  source({ dataset, selected, network }: SessionSnapshot): TemplateResult {
    const sample = this.#sample.fits ? this.#sample.value : undefined;
    const name = sample ? dataset?.classNames[sample.label] : undefined;
    const words = sample ? `Galaxy ${selected}: ${name ?? 'no name'}${dataset ? `, ${origin(dataset)}` : ''}` : 'No galaxy picked yet';
    return html`<figure class="source" part="source">
      <canvas class="pixels" role="img" aria-label=${words} ?hidden=${!sample} ${picture(sample, { size: 96 })}></canvas>
      ${sample ? nothing : html`<span class="no-picture"></span>`}
      <figcaption class="secondary small">${network ? size(network.inputShape) : 'picture'}</figcaption>
    </figure>`;
  }

  /** A bar for each class behind the last layer. */
  sink({ dataset, network }: SessionSnapshot): TemplateResult {
    const answer = this.#answer.fits ? this.#answer.value?.probabilities[0] : undefined;
    const outputs = network?.layers.at(-1)?.outputShape[0] ?? 0;
    const names = dataset?.classNames.slice(0, most) ?? Array.from({ length: Math.min(outputs, most) }, (_, i) => `Output ${i + 1}`);
    const best = answer ? answer.indexOf(Math.max(...answer)) : -1;
    return html`<ol class="sink" part="sink" aria-label="What the network says of this galaxy">
      ${names.map(
        (
          name,
          label,
        ) => html`<li class=${label === best ? 'best' : ''} ${cssVars({ '--share': answer?.[label] ?? 0, '--class': classColour(label) })}>
          <span class="class-name">${name}</span>
          <span class="class-share">${answer ? percent(answer[label] ?? 0) : ''}</span>
        </li>`,
      )}
    </ol>`;
  }
}
