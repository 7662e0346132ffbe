import { expect } from '@open-wc/testing';
import { asPlaygroundError, PlaygroundError } from '../../src/contract/playground-error.js';

describe('PlaygroundError', () => {
  it('keeps its code and cause', () => {
    const cause = new RangeError('x');
    const error = asPlaygroundError(cause, 'file-unreadable');
    expect(error).to.be.instanceOf(PlaygroundError);
    expect(error.code).to.equal('file-unreadable');
    expect(error.cause).to.equal(cause);
  });

  it('passes a PlaygroundError through unchanged', () => {
    const error = new PlaygroundError('busy', 'Wait.');
    expect(asPlaygroundError(error, 'disposed')).to.equal(error);
  });
});
