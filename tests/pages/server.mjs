// A plain file server for page tests: the repository as a web site, with the headers a test wants.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { root } from '../../scripts/project.mjs';

const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/**
 * Serves the repository, and before it `pages` (path → HTML) and `files` (path → a file from elsewhere), every answer with `headers`.
 * @param {{ headers?: Record<string, string>, pages?: Record<string, string>, files?: Record<string, string> }} [options]
 * @returns {Promise<{ origin: string, requests: string[], close: () => Promise<void> }>} `requests`: the paths asked for, in order
 */
export async function serve({ headers = {}, pages = {}, files = {} } = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://site').pathname);
    requests.push(path);
    const answer = (status, more = {}) => response.writeHead(status, { 'cache-control': 'no-store', ...headers, ...more });
    const page = pages[path];
    if (page !== undefined) return answer(200, { 'content-type': types['.html'] }).end(page);
    const file = files[path] ?? join(root, normalize(path));
    const found = path in files || file.startsWith(root) ? await stat(file).catch(() => null) : null;
    if (!found?.isFile()) return answer(404, { 'content-type': 'text/plain' }).end('not found');
    answer(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-length': found.size });
    return createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
  return { origin: `http://127.0.0.1:${server.address().port}`, requests, close };
}
