import { expect } from '@open-wc/testing';
import { downloadFile } from '../../../../src/data/readers/url.js';
import { refusal } from '../pictures.js';

/** Answers the next requests with `response`. */
function answering(response: () => Response | Promise<Response>): void {
  globalThis.fetch = async () => response();
}
const silent = () => undefined;

describe('downloadFile', () => {
  const { fetch } = globalThis;
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  it('gives the file with its name, and tells how far it is', async () => {
    const bytes = Uint8Array.from({ length: 3000 }, (_, i) => i % 256);
    const pieces = [bytes.slice(0, 1000), bytes.slice(1000)];
    const body = () => new ReadableStream({ pull: (out) => (pieces.length ? out.enqueue(pieces.shift()) : out.close()) });
    answering(() => new Response(body(), { headers: { 'content-length': '3000' } }));
    const fractions: number[] = [];
    const file = await downloadFile('https://example.org/a/Galaxy%2010.h5?download=1', (fraction) => fractions.push(fraction));
    expect(file.name).to.equal('Galaxy 10.h5');
    expect(new Uint8Array(await file.arrayBuffer())).to.deep.equal(bytes);
    expect(fractions).to.deep.equal([1 / 3, 1]);
  });

  it('refuses what is no address in words, without asking the network', async () => {
    answering(() => Promise.reject(new Error('asked')));
    for (const url of ['http://', 'Galaxy10.h5', '', 'http://[half/x.h5']) {
      const { code, message } = await refusal(() => downloadFile(url, silent));
      expect(code).to.equal('file-unreadable');
      expect(message).to.equal(`"${url}" is no address. Give one such as https://example.org/Galaxy10.h5.`);
    }
  });

  it('takes names whose % signs mean nothing as they are', async () => {
    answering(() => new Response('', { status: 404 }));
    const { code, message } = await refusal(() => downloadFile('https://example.org/%E0%A4%A.h5', silent));
    expect(code).to.equal('file-unreadable');
    expect(message).to.match(/^%E0%A4%A\.h5 could not be fetched from https:.*no such file/);
  });

  it('says what a status means', async () => {
    for (const [status, words] of [
      [404, /no such file/],
      [503, /answers 503/],
    ] as const) {
      answering(() => new Response('', { status }));
      const { code, message } = await refusal(() => downloadFile('https://example.org/x.h5', silent));
      expect(code).to.equal('file-unreadable');
      expect(message).to.match(words);
    }
  });

  it('says so where the network or the server forbids it', async () => {
    answering(() => Promise.reject(new TypeError('Failed to fetch')));
    const { code, message } = await refusal(() => downloadFile('https://example.org/x.h5', silent));
    expect(code).to.equal('file-unreadable');
    expect(message).to.match(/CORS.*Download it yourself and choose the file/);
  });

  it('refuses more than the limit, announced or not', async () => {
    answering(() => new Response(new Uint8Array(10), { headers: { 'content-length': '2000' } }));
    const announced = await refusal(() => downloadFile('https://example.org/x.h5', silent, 1000));
    answering(() => new Response(new Uint8Array(2000)));
    const counted = await refusal(() => downloadFile('https://example.org/x.h5', silent, 1000));
    for (const { code, message } of [announced, counted]) {
      expect(code).to.equal('file-too-large');
      expect(message).to.match(/Download it yourself and choose the file/);
    }
  });

  it('says where a download broke off', async () => {
    const body = new ReadableStream({
      start: (out) => out.enqueue(new Uint8Array(5)),
      pull: (out) => out.error(new TypeError('network error')),
    });
    answering(() => new Response(body));
    expect((await refusal(() => downloadFile('https://example.org/x.h5', silent))).message).to.match(/x\.h5 broke off after/);
  });
});
