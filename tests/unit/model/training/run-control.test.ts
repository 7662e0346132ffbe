import { expect } from '@open-wc/testing';
import { RunControl } from '../../../../src/model/training/run-control.js';

/** Whether a promise has settled once everything that was under way has run. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  promise.then(() => (done = true));
  await new Promise((resolve) => setTimeout(resolve));
  return done;
}

describe('the control of a run', () => {
  it('lets a running loop through', async () => {
    const control = new RunControl();
    expect(control.state).to.equal('running');
    expect(await control.gate()).to.equal(true);
  });

  it('holds a paused loop until it is resumed', async () => {
    const control = new RunControl();
    control.pause();
    const gate = control.gate();
    expect(await settled(gate)).to.equal(false);
    control.resume();
    expect(await gate).to.equal(true);
    expect(control.state).to.equal('running');
  });

  it('grants one pass a step, and as many as were asked for', async () => {
    const control = new RunControl();
    control.step();
    control.step();
    expect(control.state).to.equal('paused');
    expect(await control.gate()).to.equal(true);
    expect(await control.gate()).to.equal(true);
    const third = control.gate();
    expect(await settled(third)).to.equal(false);
    control.step();
    expect(await third).to.equal(true);
    expect(control.state).to.equal('paused');
  });

  it('forgets granted steps when it is resumed', async () => {
    const control = new RunControl();
    control.step();
    control.resume();
    control.pause();
    const gate = control.gate();
    expect(await settled(gate)).to.equal(false);
    control.stop();
  });

  it('leaves nobody waiting when it is stopped, and cannot be revived', async () => {
    const control = new RunControl();
    control.pause();
    const gates = [control.gate(), control.gate()];
    control.stop();
    expect(await Promise.all(gates)).to.deep.equal([false, false]);
    control.resume();
    control.step();
    control.pause();
    expect(control.state).to.equal('stopped');
    expect(await control.gate()).to.equal(false);
  });
});
