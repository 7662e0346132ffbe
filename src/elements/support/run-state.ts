/** What an element may do while the session trains. */
import type { RunState } from '../../contract/training.js';

/** Whether a run is under way, held or not: what it trains on must not change. */
export const isActive = (state: RunState | undefined): boolean => state === 'running' || state === 'paused';

/** Whether a run ended in a way that an alert tells. */
export const isTroubled = (state: RunState | undefined): boolean => state === 'diverged' || state === 'failed';
