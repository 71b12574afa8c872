import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, normalize } from 'node:path';

/** The folder of the page that is served as the console. */
const PAGES = join(import.meta.dirname, '../../clients/console');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

const EMPTY =
  '<!doctype html><title>Wabase</title><p>The stack is up. There is no console page in clients/console.';

/**
 * Serves the console's static files. `/config.json` tells the page where its project is; `/supabase.js` is supabase-js
 * for browsers (global `supabase`), from the same package that everything else uses.
 */
export function createConsoleServer(project: { apiUrl: string; publishableKey: string }): Server {
  const config = JSON.stringify({ api_url: project.apiUrl, publishable_key: project.publishableKey });
  const library = join(
    dirname(createRequire(import.meta.url).resolve('@supabase/supabase-js/package.json')),
    'dist/umd/supabase.js',
  );
  return createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    response.setHeader('cache-control', 'no-store');
    if (path === '/config.json') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(config);
      return;
    }
    const file = path === '/supabase.js' ? library : fileFor(path);
    if (file === null) {
      const status = path === '/' ? 200 : 404;
      response
        .writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
        .end(status === 200 ? EMPTY : '');
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
}

function fileFor(path: string): string | null {
  if (!/^\/[\w./-]*$/.test(path)) return null;
  const inside = normalize(path);
  const file = join(PAGES, inside.endsWith('/') ? `${inside}index.html` : inside);
  return file.startsWith(`${PAGES}/`) && !file.endsWith('.ts') && existsSync(file) && statSync(file).isFile()
    ? file
    : null;
}
