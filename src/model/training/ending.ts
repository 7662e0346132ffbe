/** Why a run ends before its plan is done. Thrown by whoever notices, caught once, by `train`. */
export class Ending extends Error {
  override readonly name = 'Ending';
  readonly reason: 'stopped' | 'diverged';

  constructor(reason: 'stopped' | 'diverged', message = '') {
    super(message);
    this.reason = reason;
  }
}
