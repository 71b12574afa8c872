import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { createGzip } from 'node:zlib';
import { SITE } from '../console/site.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.txt', '.svg']);

/** Paths that are looked up: no name begins with a dot. */
const PLAIN_PATH = /^\/(?:[\w~!$()-][\w.~!$()-]*\/?)*$/;

/** Shown while there is no build; asks again by itself. */
const WAITING = `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width"><title>Wabase</title>
<style>body{font:16px/1.5 system-ui,sans-serif;display:grid;place-content:center;min-height:90vh;text-align:center;
color:#1c1f26;background:#fafafa}p{color:#545a68}@media(prefers-color-scheme:dark){body{color:#eee;background:#16181d}
p{color:#a9afbc}}</style>
<main><h1>The console is being built</h1><p>This page opens it as soon as it is ready: about half a minute, once.</p></main></html>`;

/**
 * Serves the console as any static host would: a folder's index.html, files that have a hash in their name for ever.
 * `/config.json` tells the pages where their project is, so that one build fits every project.
 */
export function createConsoleServer(
  project: { apiUrl: string; publishableKey: string },
  site: string = SITE,
): Server {
  const config = JSON.stringify({ api_url: project.apiUrl, publishable_key: project.publishableKey });
  return createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-cache');
    if (path === '/config.json') return answer(response, 200, 'application/json', config);
    const isGzipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    const place = PLAIN_PATH.test(path) ? join(site, path) : null;
    const file = place !== null && path.endsWith('/') ? join(place, 'index.html') : place;
    if (file !== null && isFile(file)) return sendFile(response, 200, file, isGzipped);
    if (!isFile(join(site, 'index.html'))) return answer(response, 200, TYPES['.html'] ?? '', WAITING);
    if (place === null || !isFolder(place)) return sendFile(response, 404, join(site, '404.html'), isGzipped);
    response.writeHead(308, { location: `${path}/` }).end();
  });
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

function sendFile(response: ServerResponse, status: number, file: string, isGzipped: boolean): void {
  const extension = extname(file);
  const headers: Record<string, string> = { 'content-type': TYPES[extension] ?? 'application/octet-stream' };
  if (file.includes('/_next/static/')) headers['cache-control'] = 'public, max-age=31536000, immutable';
  const stream = createReadStream(file).on('error', () => response.destroy());
  if (!isGzipped || !COMPRESSED.has(extension)) {
    stream.pipe(response.writeHead(status, headers));
    return;
  }
  headers['content-encoding'] = 'gzip';
  headers.vary = 'accept-encoding';
  stream.pipe(createGzip()).pipe(response.writeHead(status, headers));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
