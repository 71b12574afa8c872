import { parseArgs } from 'node:util';
import type { FaultsPatch } from './faults.ts';
import { createSimulator } from './simulator.ts';

const HELP = `Usage: node dev/simulator/main.ts [options]

A server that behaves as Meta's Graph API (v26.0) for WhatsApp and as its webhook sender.

  --port P            port to listen on (SIMULATOR_PORT; default 54323)
  --host H            address to listen on (default 127.0.0.1)
  --webhook-url URL   where webhooks go (SIMULATOR_WEBHOOK_URL)
  --app-secret S      secret that signs webhooks (SIMULATOR_APP_SECRET)
  --verify-token T    verify the callback with this token at the start (SIMULATOR_VERIFY_TOKEN)
  --faults JSON       how Meta misbehaves from the start (SIMULATOR_FAULTS); GET /_sim/faults tells the names
  --help              this text

The page of the customer's phone is at /, the control API at /_sim (GET /_sim lists it).
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    'webhook-url': { type: 'string' },
    'app-secret': { type: 'string' },
    'verify-token': { type: 'string' },
    faults: { type: 'string' },
    help: { type: 'boolean' },
  },
});

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const port = Number(values.port ?? process.env.SIMULATOR_PORT ?? 54323);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port ${values.port} is not a port`);
  const webhookUrl = values['webhook-url'] ?? (process.env.SIMULATOR_WEBHOOK_URL || undefined);
  const simulator = await createSimulator({
    port,
    ...(values.host !== undefined && { host: values.host }),
    webhookUrl,
    appSecret: values['app-secret'] ?? (process.env.SIMULATOR_APP_SECRET || undefined),
    faults: readFaults(values.faults ?? (process.env.SIMULATOR_FAULTS || '{}')),
  });
  console.log(`WhatsApp simulator: ${simulator.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      simulator.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  const verifyToken = values['verify-token'] ?? process.env.SIMULATOR_VERIFY_TOKEN;
  if (webhookUrl !== undefined && verifyToken !== undefined) await reportCallback(webhookUrl, verifyToken);
}

function readFaults(json: string): FaultsPatch {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(`--faults wants JSON like {"failed_share": 0}, not ${json}: ${(error as Error).message}`);
  }
}

/** Says whether the callback answers Meta's handshake. Only a remark: at the start it may not be up yet. */
async function reportCallback(url: string, token: string): Promise<void> {
  const target = new URL(url);
  target.search = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': '1158201444',
    'hub.verify_token': token,
  }).toString();
  const answer = await fetch(target, { signal: AbortSignal.timeout(5000) }).then(
    (response) => response.text(),
    () => 'no answer',
  );
  console.log(
    answer.trim() === '1158201444' ? 'webhook callback verified' : 'webhook callback not verified (yet)',
  );
}

main().catch((error: NodeJS.ErrnoException) => {
  console.error(error.code === 'EADDRINUSE' ? `${error.message}: choose another --port` : error.message);
  process.exit(1);
});
