import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';

const FILES: Record<string, { file: string; type: string }> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page/style.css': { file: 'style.css', type: 'text/css; charset=utf-8' },
  '/page/app.mjs': { file: 'app.mjs', type: 'text/javascript; charset=utf-8' },
  '/page/bubble.mjs': { file: 'bubble.mjs', type: 'text/javascript; charset=utf-8' },
};

/** True for a path that belongs to the phone page. */
export function isPagePath(path: string): boolean {
  return Object.hasOwn(FILES, path);
}

/** Serves a file of the phone page. Read each time: it is a development tool, a reload shows an edit. */
export async function servePage(response: ServerResponse, path: string): Promise<void> {
  const found = FILES[path];
  if (found === undefined) return;
  const bytes = await readFile(new URL(`./page/${found.file}`, import.meta.url));
  response.writeHead(200, {
    'content-type': found.type,
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'",
    'x-content-type-options': 'nosniff',
  });
  response.end(bytes);
}
