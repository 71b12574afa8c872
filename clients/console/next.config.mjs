import { realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const CONSOLE = import.meta.dirname;
const PROJECT = join(CONSOLE, '../..');

/** The folder that holds both the sources and the packages, which may be a link to somewhere else. */
function commonRoot() {
  let root = PROJECT;
  const modules = realpathSync(join(PROJECT, 'node_modules'));
  while (relative(root, modules).startsWith(`..${sep}`)) root = dirname(root);
  return root;
}

/** Static pages only: the console is hosted anywhere and talks to Supabase alone. @type {import('next').NextConfig} */
export default {
  output: 'export',
  trailingSlash: true,
  images: { unoptimized: true },
  turbopack: { root: commonRoot() },
  outputFileTracingRoot: commonRoot(),
  // `npm run check` does this with the native compiler, which Next's own check does not know.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  reactStrictMode: true,
};
