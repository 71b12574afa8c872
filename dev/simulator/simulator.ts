import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createChats } from './chats.ts';
import { type Controls, createControl } from './control.ts';
import { createCustomers } from './customers.ts';
import { createEvents } from './events.ts';
import type { FaultsPatch } from './faults.ts';
import { createGraph } from './graph-router.ts';
import { createInbound } from './inbound.ts';
import { createLedger } from './ledger.ts';
import { createMediaStore } from './media.ts';
import { isPagePath, servePage } from './page.ts';
import { createSends } from './send.ts';
import { createSendLog } from './send-log.ts';
import { createSettings } from './settings.ts';
import { readStats } from './stats.ts';
import { createStatusSchedule } from './status-schedule.ts';
import { createTemplateRoutes } from './template-routes.ts';
import { createUploads } from './uploads.ts';
import { createPayloadBuilder, type RawUpdate } from './webhook-payload.ts';
import { createWebhookSender } from './webhook-sender.ts';
import { createWorld, type Provision, provisionSchema } from './world.ts';

export interface SimulatorOptions {
  /** 0 (the default) takes a free port. */
  port?: number;
  host?: string;
  webhookUrl?: string | undefined;
  appSecret?: string | undefined;
  faults?: FaultsPatch;
  provision?: Provision;
}

/** A running simulator. The functions are those of the control API, without HTTP between. */
export interface Simulator extends Omit<Controls, 'provision' | 'events'> {
  url: string;
  port: number;
  provision(input: Provision): ReturnType<Controls['provision']>;
  close(): Promise<void>;
}

const DEFAULT_SECRET = 'simulator-app-secret';

/**
 * Starts a server that behaves as Meta's Graph API and webhook sender. Everything is kept in memory and bounded:
 * about 150 bytes a send (a log record and four hash entries); nothing else grows with the number of messages.
 */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = createSettings(options.faults ?? {});
  const world = createWorld();
  const customers = createCustomers();
  const log = createSendLog();
  const media = createMediaStore();
  const uploads = createUploads(settings);
  const events = createEvents();
  const chats = createChats(log, world);
  let totals = createLedger();
  const sender = createWebhookSender({
    payload: createPayloadBuilder({ log, world, customers }),
    faults: () => settings.faults,
    random: () => settings.random,
  });
  const schedule = createStatusSchedule({
    log,
    faults: () => settings.faults,
    random: () => settings.random,
    emit: (ref, stage, at) => {
      if (log.reached(ref) < stage) log.reach(ref, stage);
      events.touch();
      const waba = world.numbers[log.numberIndex(ref)]?.waba;
      if (waba?.isSubscribed !== false) sender.pushStatus(ref, stage, at);
    },
  });
  const push = (update: RawUpdate) => {
    if (world.wabas.get(update.wabaId)?.isSubscribed !== false) sender.pushRaw(update);
  };
  const templates = createTemplateRoutes({ world, settings, push, uploads });
  const sends = createSends({
    world,
    settings,
    log,
    totals: () => totals,
    customers,
    chats,
    schedule,
    media,
    events,
  });
  const inbound = createInbound({ world, customers, chats, media, events, push });

  const controls: Controls = {
    provision(input) {
      const wabas = world.provision(input);
      events.touch();
      return { wabas };
    },
    readFaults: () => settings.faults,
    changeFaults(patch) {
      const faults = settings.change(patch);
      schedule.hold(faults.hold_statuses);
      return faults;
    },
    inbound: inbound.receive,
    stats: (filter) => readStats({ world, log, totals: () => totals, schedule, sender }, filter),
    async idle(timeoutMs) {
      const end = Date.now() + timeoutMs;
      while (schedule.scheduled + schedule.held + sender.pending > 0) {
        if (Date.now() >= end) return false;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return true;
    },
    reset({ all, keep_faults }) {
      schedule.clear();
      sender.clear();
      templates.clear();
      sends.clear();
      log.clear();
      chats.clear();
      customers.clear();
      totals = createLedger();
      if (keep_faults !== true) settings.reset();
      schedule.hold(settings.faults.hold_statuses);
      if (all === true) {
        world.clear();
        media.clear();
        uploads.clear();
      } else {
        world.clearLedgers();
      }
      events.touch();
    },
    setWebhook(target) {
      const appSecret = target?.appSecret ?? sender.target?.appSecret ?? options.appSecret ?? DEFAULT_SECRET;
      sender.setTarget(target === undefined ? undefined : { url: target.url, appSecret });
    },
    readWebhook: () => ({ url: sender.target?.url ?? null }),
    numbers: () =>
      world.numbers.map(({ id, display, verifiedName, waba, mps }) => ({
        phone_number_id: id,
        display_phone_number: display,
        verified_name: verifiedName,
        waba_id: waba.id,
        throughput_mps: mps,
      })),
    chats,
    events,
  };
  if (options.webhookUrl) controls.setWebhook({ url: options.webhookUrl, appSecret: options.appSecret });
  if (options.provision !== undefined) controls.provision(provisionSchema.parse(options.provision));
  schedule.hold(settings.faults.hold_statuses);

  const control = createControl(controls);
  const graph = createGraph({ world, sends, templates, media, uploads });
  const server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 0 }, (request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/_sim')) control(request, response, path);
    else if (request.method === 'GET' && isPagePath(path.split('?')[0] ?? '')) {
      servePage(response, path.split('?')[0] ?? '').catch(() => response.destroy());
    } else graph(request, response);
  });
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  // listen() on a TCP port answers with an AddressInfo; a string is for pipes only.
  const { port } = server.address() as AddressInfo;

  return {
    ...controls,
    url: `http://${host}:${port}`,
    port,
    provision: (input) => controls.provision(provisionSchema.parse(input)),
    async close() {
      schedule.clear();
      templates.clear();
      events.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, sender.close()]);
    },
  };
}
