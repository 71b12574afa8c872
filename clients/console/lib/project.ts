import { createWabaseClient, type WabaseClient } from '../../sdk/src/client.ts';

let opened: Promise<WabaseClient> | undefined;

/**
 * The one client of this page. Where its project is stands in /config.json beside the pages, so that one build can be
 * hosted anywhere.
 */
export function openProject(): Promise<WabaseClient> {
  opened ??= connect().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function connect(): Promise<WabaseClient> {
  const response = await fetch('/config.json', { cache: 'no-cache' });
  const config: unknown = response.ok ? await response.json() : null;
  if (!isConfig(config))
    throw new Error('The page does not know its project: /config.json is missing or wrong.');
  return createWabaseClient({ url: config.api_url, publishableKey: config.publishable_key });
}

function isConfig(value: unknown): value is { api_url: string; publishable_key: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'api_url' in value &&
    typeof value.api_url === 'string' &&
    'publishable_key' in value &&
    typeof value.publishable_key === 'string'
  );
}
