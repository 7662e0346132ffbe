/** A file from an address, whole and with progress. Byte ranges are not used: some servers answer them with other bytes. */
import { PlaygroundError } from '../../contract/playground-error.js';
import { shown } from '../words.js';
import type { Progress } from './progress.js';

/** More than this is better downloaded once and chosen as a file, which is then read piece by piece. */
const largestDownload = 600e6;
/** Pieces are handed over to the browser in blocks of this size, so that they need not stay in the worker's memory. */
const blockBytes = 32e6;

/**
 * @param url - Absolute.
 * @throws PlaygroundError `file-unreadable` where `url` is no address or there is nothing to get, `file-too-large` above 600 MB.
 */
export async function downloadFile(url: string, onProgress: Progress, limit = largestDownload): Promise<File> {
  const name = nameOf(url);
  const response = await request(url, name);
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > limit) {
    await response.body?.cancel();
    throw tooLarge(name, announced, limit);
  }
  const blob = await collect(response, name, limit, (bytes) => {
    // With a compressed transfer the announced length is that of the compressed bytes.
    if (announced > 0) onProgress(Math.min(1, bytes / announced), `Downloading ${name}: ${megabytes(bytes)} of ${megabytes(announced)}`);
    else onProgress(0, `Downloading ${name}: ${megabytes(bytes)}`);
  });
  return new File([blob], name);
}

async function request(url: string, name: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    const words = `${name} could not be fetched: the network is down, or its server does not let other pages read it (CORS). Download it yourself and choose the file.`;
    throw new PlaygroundError('file-unreadable', words, { cause });
  }
  if (response.ok) return response;
  const meaning = response.status === 404 ? 'there is no such file. Check the address' : `the server answers ${response.status}`;
  throw new PlaygroundError('file-unreadable', `${name} could not be fetched from ${url}: ${meaning}.`);
}

async function collect(response: Response, name: string, limit: number, onBytes: (bytes: number) => void): Promise<Blob> {
  const blocks: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let held = 0;
  let bytes = 0;
  const reader = response.body?.getReader(); // not every browser iterates a stream
  try {
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
      const piece = next.value;
      bytes += piece.length;
      if (bytes > limit) throw tooLarge(name, bytes, limit);
      pieces.push(piece);
      held += piece.length;
      if (held >= blockBytes) {
        blocks.push(new Blob(pieces));
        pieces = [];
        held = 0;
      }
      onBytes(bytes);
    }
  } catch (cause) {
    await reader?.cancel().catch(() => undefined);
    if (cause instanceof PlaygroundError) throw cause;
    throw new PlaygroundError('file-unreadable', `The download of ${name} broke off after ${megabytes(bytes)}. Try again.`, { cause });
  }
  return new Blob([...blocks, ...pieces]);
}

const tooLarge = (name: string, bytes: number, limit: number): PlaygroundError =>
  new PlaygroundError(
    'file-too-large',
    `${name} has ${bytes > limit ? 'more than ' : ''}${megabytes(Math.min(bytes, limit))}. Download it yourself and choose the file: it is then read piece by piece.`,
  );

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** The last part of the path: `https://…/Galaxy10.h5?download=1` is "Galaxy10.h5". */
function nameOf(url: string): string {
  if (!URL.canParse(url)) {
    throw new PlaygroundError('file-unreadable', `${shown(url)} is no address. Give one such as https://example.org/Galaxy10.h5.`);
  }
  const { pathname, hostname } = new URL(url);
  return decoded(pathname.split('/').filter(Boolean).at(-1) ?? hostname).slice(0, 80); // a data: URL would be its whole content
}

/** Without its %20; as it is where the signs behind a % are no character. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
