import { describe } from 'vitest';
import { campaignJourneys } from './campaigns.ts';
import { consentJourneys } from './consent.ts';
import { demoJourneys } from './demo.ts';
import { identityJourneys } from './identity.ts';
import { inboxJourneys } from './inbox.ts';
import { memberJourneys } from './members.ts';
import { pagingJourneys } from './paging.ts';
import { realtimeJourneys } from './realtime.ts';
import { templateJourneys } from './templates.ts';
import { tenancyJourneys } from './tenancy.ts';
import { webhookJourneys } from './webhook.ts';
import { useWorld } from './world.ts';

// One file, because a stack costs seconds to start and the journeys share it.
const world = useWorld();

describe('campaigns', () => campaignJourneys(world));
describe('consent', () => consentJourneys(world));
describe('demo', () => demoJourneys(world));
describe('identity', () => identityJourneys(world));
describe('inbox', () => inboxJourneys(world));
describe('members', () => memberJourneys(world));
describe('paging', () => pagingJourneys(world));
describe('realtime', () => realtimeJourneys(world));
describe('templates', () => templateJourneys(world));
describe('tenancy', () => tenancyJourneys(world));
describe('webhook', () => webhookJourneys(world));
