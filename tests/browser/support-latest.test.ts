import { expect } from '@open-wc/testing';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Latest } from '../../src/elements/support/latest.js';
import { until, withStoppedClock } from '../waiting.js';

class Host implements ReactiveControllerHost {
  updates = 0;
  readonly controllers: ReactiveController[] = [];
  readonly updateComplete = Promise.resolve(true);
  addController(controller: ReactiveController): void {
    this.controllers.push(controller);
    controller.hostConnected?.();
  }
  removeController(): void {}
  requestUpdate(): void {
    this.updates++;
  }
  leave(): void {
    for (const controller of this.controllers) controller.hostDisconnected?.();
  }
}

/** A reader whose answers are given by hand. */
class Reader {
  readonly reads: string[] = [];
  readonly open: { resolve(value: string): void; reject(error: Error): void }[] = [];
  read = (name: string) => (): Promise<string> => {
    this.reads.push(name);
    return new Promise((resolve, reject) => this.open.push({ resolve, reject }));
  };
  async answer(value: string): Promise<void> {
    this.open.shift()!.resolve(value);
    await settled();
  }
  async refuse(words: string): Promise<void> {
    this.open.shift()!.reject(new Error(words));
    await settled();
  }
}
const settled = () => new Promise((go) => setTimeout(go));

describe('support/latest', () => {
  let host: Host;
  let reader: Reader;
  let latest: Latest<string>;
  const want = (subject: string | null, version: number) => latest.want(subject, version, reader.read(`${subject}${version}`));
  beforeEach(() => {
    host = new Host();
    reader = new Reader();
    latest = new Latest<string>(host);
  });

  it('reads once for the same wish, and tells the host when the answer is there', async () => {
    want('a', 1);
    want('a', 1);
    expect(latest.value).to.equal(undefined);
    expect(latest.busy).to.equal(true);
    const before = host.updates;
    await reader.answer('A1');
    expect([latest.value, latest.fits, latest.busy, host.updates - before]).to.deep.equal(['A1', true, false, 1]);
    want('a', 1);
    expect(reader.reads).to.deep.equal(['a1']);
  });

  it('never reads two at a time, and skips the wishes in between', async () => {
    for (let version = 1; version <= 50; version++) want('a', version);
    expect(reader.reads).to.deep.equal(['a1']);
    await reader.answer('A1');
    expect(latest.value, 'an earlier version of the same is shown').to.equal('A1');
    expect(reader.reads).to.deep.equal(['a1', 'a50']);
    await reader.answer('A50');
    expect(latest.value).to.equal('A50');
    expect(reader.reads).to.have.length(2);
  });

  it('drops a late answer for another subject, and keeps the last value until the new one is there', async () => {
    want('a', 1);
    await reader.answer('A1');
    want('b', 1);
    want('c', 1);
    expect([latest.value, latest.fits]).to.deep.equal(['A1', false]);
    await reader.answer('B1');
    expect([latest.value, latest.fits]).to.deep.equal(['A1', false]);
    await reader.answer('C1');
    expect([latest.value, latest.fits]).to.deep.equal(['C1', true]);
    expect(reader.reads).to.deep.equal(['a1', 'b1', 'c1']);
  });

  it('keeps an error as words beside the last value, until the next answer; retry reads again', async () => {
    want('a', 1);
    await reader.answer('A1');
    want('a', 2);
    await reader.refuse('The graphics device went away.');
    expect([latest.value, latest.error]).to.deep.equal(['A1', 'The graphics device went away.']);
    want('a', 2);
    expect(reader.reads, 'the same is not tried again by itself').to.have.length(2);
    latest.retry();
    await reader.answer('A2');
    expect([latest.value, latest.error]).to.deep.equal(['A2', null]);
  });

  it('waits between two readings of the same subject, but not for another', () =>
    withStoppedClock(async (pass) => {
      latest = new Latest<string>(host, { every: 60 });
      want('a', 1);
      await reader.answer('A1');
      want('a', 2);
      expect(reader.reads).to.deep.equal(['a1']);
      want('b', 2);
      expect(reader.reads).to.deep.equal(['a1', 'b2']);
      await reader.answer('B2');
      want('b', 3);
      want('b', 4);
      pass(59);
      await settled();
      expect(reader.reads).to.deep.equal(['a1', 'b2']);
      pass(1);
      await until(() => reader.reads.length === 3);
      expect(reader.reads).to.deep.equal(['a1', 'b2', 'b4']);
    }));

  it('wanting nothing forgets', async () => {
    want('a', 1);
    await reader.answer('A1');
    want(null, 1);
    expect([latest.value, latest.fits, latest.error]).to.deep.equal([undefined, false, null]);
  });

  it('reads nothing for a host that has left, and drops what was under way', async () => {
    want('a', 1);
    host.leave();
    const before = host.updates;
    await reader.answer('A1');
    want('a', 2);
    expect([latest.value, host.updates - before, reader.reads.length]).to.deep.equal([undefined, 0, 1]);
  });
});
