import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliResult, supabaseCli } from '../../../dev/schema/supabase-cli.ts';
import { type Deployment, type ManagementApi, startManagementApi } from './management-api.ts';

const root = join(import.meta.dirname, '../../..');
const config = readFileSync(join(root, 'supabase/config.toml'), 'utf8');
const slugs = [...config.matchAll(/^\[functions\.([\w-]+)\]/gm)].map((match) => match[1] ?? '').sort();

let api: ManagementApi;
let dir: string;
let result: CliResult;
beforeAll(async () => {
  api = await startManagementApi();
  dir = mkdtempSync(join(tmpdir(), 'wabase-deploy-'));
  const keys = ['api_url', 'dashboard_url', 'docs_url'].map((key) => `${key}: ${api.url}\n`).join('');
  writeFileSync(
    join(dir, 'profile.yaml'),
    `name: mock\n${keys}project_host: supabase.test\npooler_host: supabase.test\n`,
  );
  const args = ['functions', 'deploy', '--use-api', '--remote=abcdefghijklmnopqrst', '--yes'];
  result = await supabaseCli([...args, '--profile', join(dir, 'profile.yaml'), '--workdir', root], {
    env: { SUPABASE_ACCESS_TOKEN: `sbp_${'0'.repeat(40)}` },
  });
});
afterAll(async () => {
  await api.close();
  rmSync(dir, { recursive: true, force: true });
});

test('there are functions to deploy', () => {
  expect(slugs).toContain('whatsapp-webhook');
});

test('the CLI deploys every function of config.toml without a warning', () => {
  expect(result.code, result.stderr).toBe(0);
  // A path outside of the project is skipped with a warning, and the function would not boot.
  expect(result.stderr.match(/^.*\b(WARN|skip).*$/gim) ?? []).toEqual([]);
  expect(api.deployments.map((deployment) => deployment.slug).sort()).toEqual(slugs);
});

describe.each(slugs)('%s', (slug) => {
  const deployment = (): Deployment => {
    const found = api.deployments.find((candidate) => candidate.slug === slug);
    if (found === undefined) throw new Error(`${slug} was not deployed:\n${result.stderr}`);
    return found;
  };

  test('is uploaded with its entry point, its imports and the shared code', () => {
    const { files, metadata } = deployment();
    expect(metadata.entrypoint_path).toBe(`functions/${slug}/index.ts`);
    expect([...files.keys()]).toContain(`functions/${slug}/index.ts`);
    expect([...files.keys()]).toContain(`functions/${slug}/deno.json`);
    expect([...files.keys()].filter((path) => path.startsWith('functions/core/'))).not.toEqual([]);
  });

  test('finds every import among the uploaded files or in its deno.json', () => {
    expect(unresolved(deployment())).toEqual([]);
  });

  test('checks its callers itself', () => {
    // The gateway's check also passes a bare publishable key, so it would authenticate nobody.
    expect(deployment().metadata.verify_jwt).toBe(false);
  });
});

/** Imports that the bundler of the hosted project would not find. */
function unresolved({ slug, files }: Deployment): string[] {
  const { imports = {} } = JSON.parse(files.get(`functions/${slug}/deno.json`) ?? '{}') as {
    imports?: Record<string, string>;
  };
  const missing: string[] = [];
  for (const [path, text] of files) {
    if (!path.endsWith('.ts')) continue;
    for (const specifier of importsOf(text)) {
      const target = specifier.startsWith('.') ? posix.join(dirname(path), specifier) : null;
      if (target !== null ? files.has(target) : isKnown(specifier, imports)) continue;
      missing.push(`${path}: ${specifier}`);
    }
  }
  return missing;
}

function importsOf(text: string): string[] {
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^'";]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]/gm,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? '');
}

function isKnown(specifier: string, imports: Record<string, string>): boolean {
  if (/^(node|npm|jsr):/.test(specifier)) return true;
  return Object.keys(imports).some(
    (key) => specifier === key || (key.endsWith('/') && specifier.startsWith(key)),
  );
}
