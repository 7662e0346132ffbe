/** What is known of every backend, in words. */
import type { BackendName, Candidate } from './candidates.js';
import type { Figures } from './fastest.js';
import type { Trial } from './start.js';

export interface BackendReport {
  name: BackendName;
  available: boolean;
  /** It reproduced known gradients here; undefined where it was not tried. */
  trustworthy?: boolean;
  /** Milliseconds of a training step, where measured. */
  msPerStep?: number;
  /** Why it was taken or not, in words. */
  why: string;
}

export interface Known {
  candidates: readonly Candidate[];
  trials: ReadonlyMap<BackendName, Trial>;
  /** The backend in use. */
  current: BackendName;
  /** Whether it was asked for by name. */
  byName: boolean;
  /** Of the network trained last. */
  figures: Figures;
}

export const labels: Record<BackendName, string> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'plain JavaScript' };

/** 4.92 → "4.9 ms a step", 0.163 → "0.16 ms a step", 6299.2 → "6,299 ms a step". */
const aStep = (ms: number): string =>
  `${ms >= 100 ? Math.round(ms).toLocaleString('en') : ms >= 1 ? ms.toFixed(1) : ms.toPrecision(2)} ms a step`;

/** One report a candidate, in the order of `candidates`. */
export function reportsOf(known: Known): BackendReport[] {
  return known.candidates.map((candidate) => {
    const { name, words } = candidate;
    const trial = known.trials.get(name);
    const ms = known.figures[name];
    return {
      name,
      available: candidate.available && trial?.started !== false,
      ...(trial?.started && { trustworthy: trial.trustworthy }),
      ...(typeof ms === 'number' && { msPerStep: ms }),
      why: [words, trial?.why, outcome(candidate, trial, known)].filter(Boolean).join(' '),
    };
  });
}

/** How the choice went for this one; nothing where what was found before says it all. */
function outcome({ name, available, preferred }: Candidate, trial: Trial | undefined, { current, byName, figures }: Known): string {
  if (name === current) return outcomeOfCurrent(name, byName, figures);
  if (!available || trial?.trustworthy === false) return '';
  const taken = labels[current];
  const [own, best] = [figures[name], figures[current]];
  const compared = typeof best === 'number' ? `${taken} ${aStep(best)}` : taken;
  if (own === null) return `Not taken: given up when it was behind ${compared}.`;
  if (own !== undefined && byName) return `Not taken: ${taken} was asked for. It took ${aStep(own)}.`;
  if (own !== undefined) return `Not taken: ${aStep(own)}, ${compared}.`;
  if (byName) return `Not ${trial ? 'taken' : 'tried'}: ${taken} was asked for.`;
  if (name === 'wasm' || name === 'cpu') return `Not tried: ${taken} comes first.`;
  return preferred ? 'It is tried when a network is trained.' : 'It is tried only when it is asked for.';
}

function outcomeOfCurrent(name: BackendName, byName: boolean, figures: Figures): string {
  if (byName) return 'It was asked for.';
  return Object.keys(figures).some((other) => other !== name) ? 'It was the fastest.' : '';
}
