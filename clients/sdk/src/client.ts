import { createClient, type RealtimeClientOptions, type SupportedStorage } from '@supabase/supabase-js';
import { type Audiences, createAudiences } from './audience.ts';
import { type Audit, createAudit } from './audit.ts';
import { type Auth, createAuth } from './auth.ts';
import { createBrandFeed } from './brand_feed.ts';
import { type Brands, createBrands } from './brands.ts';
import { type Campaigns, createCampaigns } from './campaigns.ts';
import { type CannedReplies, createCannedReplies } from './canned_replies.ts';
import { type Consents, createConsents } from './consents.ts';
import { type ContactAttributes, createContactAttributes } from './contact_attributes.ts';
import { type Contacts, createContacts } from './contacts.ts';
import { type Context, readContext } from './context.ts';
import { type Conversations, createConversations } from './conversations.ts';
import { createDataRequests, type DataRequests } from './data_requests.ts';
import type { Database } from './database.types.ts';
import { createExports, type Exports } from './exports.ts';
import { createFlags, type Flags } from './flags.ts';
import { createGroups, type Groups } from './groups.ts';
import { createImports, type Imports } from './imports.ts';
import { createInbox, type Inbox } from './inbox.ts';
import { createInvitations, type Invitations } from './invitations.ts';
import { createLabels, type Labels } from './labels.ts';
import { createMedia, type Media } from './media.ts';
import { createMembers, type Members } from './members.ts';
import { createMessages, type Messages } from './messages.ts';
import { createNotes, type Notes } from './notes.ts';
import { createOrganizations, type Organizations } from './organizations.ts';
import { createPlans, type Plans } from './plans.ts';
import { createPlatform, type Platform } from './platform.ts';
import { createRetention, type Retention } from './retention.ts';
import { createRoles, type Roles } from './roles.ts';
import { createRouting, type Routing } from './routing.ts';
import { BRAND_HEADER, createScope, type Supabase } from './scope.ts';
import { createSegments, type Segments } from './segments.ts';
import { createSending, type Sending } from './sending.ts';
import { createTeam, type Team } from './team.ts';
import { createTemplates, type Templates } from './templates.ts';
import { createWhatsappAccounts, type WhatsappAccounts } from './whatsapp_accounts.ts';

export interface WabaseClientOptions {
  /** Address of the Supabase project. */
  url: string;
  /** `sb_publishable_...`; never a secret key. */
  publishableKey: string;
  /** Brings access tokens of a session that is kept elsewhere; asked anew whenever one is needed. */
  accessToken?: () => Promise<string | null>;
  /** Where the session is kept; supabase-js's own choice unless given (localStorage in browsers, else memory). */
  storage?: SupportedStorage;
  /** The brand to start with; see `brands.use`. */
  brandId?: string;
  /** WebSocket class for a runtime without one (Node before 22: the one of the package ws). */
  transport?: RealtimeClientOptions['transport'];
}

/** A typed client of one Wabase project. Its methods throw `WabaseError`. */
export interface WabaseClient {
  /** The supabase-js client underneath, for everything that has no helper. It sends the chosen brand too. */
  supabase: Supabase;
  auth: Auth;
  organizations: Organizations;
  /** Who is signed in: organizations, roles, permissions, brands. */
  context(): Promise<Context>;
  brands: Brands;
  members: Members;
  invitations: Invitations;
  roles: Roles;
  flags: Flags;
  contacts: Contacts;
  consents: Consents;
  /** Copies and erasures of what is held about a person. */
  dataRequests: DataRequests;
  /** How long an organization keeps what piles up. */
  retention: Retention;
  imports: Imports;
  exports: Exports;
  contactAttributes: ContactAttributes;
  labels: Labels;
  groups: Groups;
  segments: Segments;
  audiences: Audiences;
  whatsappAccounts: WhatsappAccounts;
  templates: Templates;
  campaigns: Campaigns;
  messages: Messages;
  /** Files of messages. */
  media: Media;
  conversations: Conversations;
  notes: Notes;
  cannedReplies: CannedReplies;
  inbox: Inbox;
  /** Who else has the inbox open, and who types. */
  team: Team;
  routing: Routing;
  /** What the organization has bought, and how much of it is used. */
  plans: Plans;
  audit: Audit;
  /** What holds messages back, and stopping all of them. */
  sending: Sending;
  /** For the people who run the platform. */
  platform: Platform;
  /** Leaves all channels and ends the Realtime connection. */
  close(): Promise<void>;
}

/** Makes a client. Nothing is sent before the first call. */
export function createWabaseClient(options: WabaseClientOptions): WabaseClient {
  const { url, publishableKey, accessToken, storage, transport } = options;
  const scope = createScope(options.brandId ?? null, () => readContext(supabase));
  const supabase: Supabase = createClient<Database>(url, publishableKey, {
    global: { fetch: withBrand(url, scope.brandId) },
    ...(accessToken !== undefined && { accessToken }),
    ...(storage !== undefined && { auth: { storage } }),
    ...(transport !== undefined && { realtime: { transport } }),
  });
  const feed = createBrandFeed(supabase);
  return {
    supabase,
    auth: createAuth(supabase, accessToken !== undefined),
    organizations: createOrganizations(supabase),
    context: () => readContext(supabase),
    brands: createBrands(supabase, scope),
    members: createMembers(supabase),
    invitations: createInvitations(supabase),
    roles: createRoles(supabase),
    flags: createFlags(supabase),
    contacts: createContacts(supabase, scope, feed),
    consents: createConsents(supabase, scope),
    dataRequests: createDataRequests(supabase),
    retention: createRetention(supabase),
    imports: createImports(supabase, scope, feed),
    exports: createExports(supabase, scope, feed),
    contactAttributes: createContactAttributes(supabase, scope),
    labels: createLabels(supabase, scope),
    groups: createGroups(supabase, scope),
    segments: createSegments(supabase, scope),
    audiences: createAudiences(supabase, scope),
    whatsappAccounts: createWhatsappAccounts(supabase, scope),
    templates: createTemplates(supabase, scope),
    campaigns: createCampaigns(supabase, scope, feed),
    messages: createMessages(supabase, scope),
    media: createMedia(supabase, scope),
    conversations: createConversations(supabase, scope),
    notes: createNotes(supabase),
    cannedReplies: createCannedReplies(supabase, scope),
    inbox: createInbox(supabase, feed, scope),
    team: createTeam(supabase, scope),
    routing: createRouting(supabase, scope),
    plans: createPlans(supabase, feed),
    audit: createAudit(supabase),
    sending: createSending(supabase, scope),
    platform: createPlatform(supabase),
    async close() {
      await supabase.removeAllChannels();
      await supabase.realtime.disconnect();
      if (accessToken === undefined) await supabase.auth.stopAutoRefresh();
    },
  };
}

/**
 * A fetch that adds the chosen brand to requests to the Data API and to edge functions, the two that read it. A request
 * that has the header already keeps it.
 */
export function withBrand(
  url: string,
  brandId: () => string | null,
  send: typeof fetch = (input, init) => fetch(input, init),
): typeof fetch {
  const root = url.replace(/\/+$/, '');
  return (input, init) => {
    const brand = brandId();
    const target = input instanceof Request ? input.url : String(input);
    const isOurs = target.startsWith(`${root}/rest/v1/`) || target.startsWith(`${root}/functions/v1/`);
    if (brand === null || !isOurs) return send(input, init);
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    if (!headers.has(BRAND_HEADER)) headers.set(BRAND_HEADER, brand);
    return send(input, { ...init, headers });
  };
}
