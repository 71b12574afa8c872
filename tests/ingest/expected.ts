/** What each fixture leaves in the tables, delivered in this order, which is the order of the story. */

type Row = Record<string, unknown>;

const at = (seconds: number) =>
  new Date((1_790_000_000 + seconds) * 1000).toISOString().replace('.000Z', '+00:00');
const message = (
  name: string,
  seconds: number,
  type: string,
  body: string | undefined,
  more: Row = {},
): [string, Row] => [
  `wamid.${name}`,
  {
    type,
    ...(body !== undefined && { body }),
    direction: 'inbound',
    status: 'received',
    occurred_at: at(seconds),
    ...more,
  },
];

/** Fixture → Meta's id of the message concerned and what its row holds then; null when there is none. */
export const messages: Record<string, [string, Row | null]> = {
  text: message('text', 0, 'text', 'Olá, tudo bem? 👋', { content: { text: { body: 'Olá, tudo bem? 👋' } } }),
  'text-reply': message('text-reply', 10, 'text', 'Yes, that one', { context_wamid: 'wamid.OUT1' }),
  'text-forwarded': message('text-forwarded', 20, 'text', 'Look at this', {
    content: { context: { frequently_forwarded: true } },
  }),
  'text-about-product': message('text-about-product', 30, 'text', 'Is it blue?', {
    context_wamid: 'wamid.OUT1',
    content: { context: { referred_product: { product_retailer_id: 'SKU-1' } } },
  }),
  'text-referral': message('text-referral', 40, 'text', 'I saw your ad', {
    content: { referral: { source_type: 'ad', ctwa_clid: 'ARAk' } },
  }),
  'text-late': message('text-late', -518_400, 'text', 'Sent six days ago'),
  image: message('image', 50, 'image', 'My order', { content: { image: { id: '1479537139650973' } } }),
  video: message('video', 60, 'video', 'Look', { content: { video: { mime_type: 'video/mp4' } } }),
  audio: message('audio', 70, 'audio', undefined, { content: { audio: { voice: true } } }),
  document: message('document', 80, 'document', 'invoice.pdf', { content: { document: { id: '147' } } }),
  sticker: message('sticker', 90, 'sticker', undefined, { content: { sticker: { animated: false } } }),
  location: message('location', 100, 'location', 'Office', { content: { location: { latitude: 37.4421 } } }),
  contacts: message('contacts', 110, 'contacts', 'Rui Costa', {
    content: { contacts: [{ origin: 'other' }, { phones: [{ phone: '+16505550112' }] }] },
  }),
  button: message('button', 120, 'button', 'Tell me more', {
    context_wamid: 'wamid.OUT2',
    content: { button: { payload: 'MORE_INFO' } },
  }),
  'interactive-button': message('interactive-button', 130, 'interactive', 'Yes, please', {
    context_wamid: 'wamid.OUT3',
    content: { interactive: { button_reply: { id: 'yes' } } },
  }),
  'interactive-list': message('interactive-list', 140, 'interactive', 'Morning', {
    content: { interactive: { list_reply: { id: 'r1' } } },
  }),
  'interactive-flow': message('interactive-flow', 150, 'interactive', 'Sent', {
    content: { interactive: { nfm_reply: { response_json: '{"flow_token":"t1","size":"M"}' } } },
  }),
  'interactive-missing': message('interactive-missing', 160, 'interactive', undefined, { content: {} }),
  order: message('order', 170, 'order', 'Two please', {
    content: { order: { product_items: [{ product_retailer_id: 'SKU-1', quantity: 2 }] } },
  }),
  unsupported: message('unsupported', 180, 'unsupported', undefined, {
    content: { unsupported: { type: 'poll' }, errors: [{ code: 131051 }] },
  }),
  'unknown-type': message('unknown-type', 190, 'hologram', undefined, {
    content: { hologram: { depth: 3 } },
  }),
  'request-welcome': message('request-welcome', 200, 'request_welcome', undefined),
  'reaction-to-ours': ['wamid.OUT4', { reactions: [{ from: 'contact', emoji: '👍', at: at(210) }] }],
  'reaction-before-it-was-taken-back': [
    'wamid.OUT5',
    { reactions: [{ from: 'contact', emoji: '😮', at: at(220) }] },
  ],
  'reaction-taken-back': ['wamid.OUT5', { reactions: [] }],
  'reaction-changed-first': ['wamid.image', { reactions: [{ from: 'contact', emoji: '🙂', at: at(231) }] }],
  'reaction-changed': ['wamid.image', { reactions: [{ from: 'contact', emoji: '🎉', at: at(232) }] }],
  edit: [
    'wamid.text',
    { body: 'Olá, é terça-feira', edited_at: at(250), original: { body: 'Olá, tudo bem? 👋' } },
  ],
  'edit-again': [
    'wamid.text',
    { body: 'Olá, é quarta-feira', edited_at: at(260), original: { body: 'Olá, tudo bem? 👋' } },
  ],
  revoke: ['wamid.text-about-product', { body: 'Is it blue?', revoked_at: at(270) }],
  group: message('group', 280, 'text', 'Hello, everybody', { group_id: '120363041234567890' }),
  'group-reaction': ['wamid.OUT6', { reactions: [{ from: 'US.5001', emoji: '❤️', at: at(290) }] }],
  'username-only': message('username-only', 300, 'text', 'hi'),
  'bsuid-in-from': message('bsuid-in-from', 310, 'text', 'hi'),
  'before-change': message('before-change', 320, 'text', 'My old number'),
  'system-number': message('system-number', 330, 'system', 'Chloe changed from 16505550300 to 16505550399', {
    content: { system: { wa_id: '16505550399' } },
  }),
  'after-change': message('after-change', 340, 'text', 'My new number'),
  'system-user-id': message('system-user-id', 350, 'system', undefined, {
    content: { system: { user_id: 'US.2002' } },
  }),
  'system-identity': message('system-identity', 360, 'system', 'Ana has a new device'),
};

/** Fixture → Meta's id of our message and what its row holds then; null when it is not ours. */
export const statuses: Record<string, [string, Row | null]> = {
  sent: ['wamid.OUT1', { status: 'sent', sent_at: at(100), price: { category: 'utility' } }],
  delivered: ['wamid.OUT1', { status: 'delivered', delivered_at: at(123) }],
  read: ['wamid.OUT1', { status: 'read', read_at: at(150) }],
  played: ['wamid.OUT1', { status: 'played', read_at: at(150) }],
  failed: [
    'wamid.OUT2',
    {
      status: 'failed',
      failed_at: at(130),
      error_code: 131026,
      error_message: 'The recipient cannot be reached.',
    },
  ],
  'no-recipient': ['wamid.OUT3', { status: 'delivered', delivered_at: at(123) }],
  'sent-free': ['wamid.OUT4', { status: 'sent', price: { type: 'free_entry_point', billable: false } }],
  'read-only': ['wamid.OUT5', { status: 'read', read_at: at(170) }],
  group: ['wamid.OUT6', { status: 'read', price: { category: 'group_service' } }],
  'legacy-warning': ['wamid.OUT5', { status: 'read' }],
  'not-ours': ['wamid.ELSEWHERE', null],
};

interface State {
  number?: Row;
  template?: Row;
  alert?: string;
}

const held = (connection_status: string, ...holds: string[]): Row => ({
  connection_status,
  holds,
  is_paused: holds.length > 0,
  paused_by: holds.length > 0 ? 'meta' : null,
});
const free = held('connected');

/** Fixture → what number and template hold then, and the kind of the latest alert. */
export const changes: Record<string, State> = {
  'review-rejected': { number: held('restricted', 'review'), alert: 'account_review' },
  'account-deleted': { number: held('disconnected', 'disconnected', 'review'), alert: 'account_update' },
  'account-partner-added': { number: held('restricted', 'review') },
  'account-partner-removed': { number: held('disconnected', 'disconnected', 'review') },
  'account-partner-app-installed': { number: held('restricted', 'review') },
  'account-partner-app-uninstalled': { number: held('disconnected', 'disconnected', 'review') },
  'review-approved': { number: held('disconnected', 'disconnected'), alert: 'account_review' },
  'account-certificate': { alert: 'account_update' },
  'account-ad-account': { alert: 'account_update' },
  'account-mm-lite-terms': { alert: 'account_update' },
  'account-auth-intl': { alert: 'account_update' },
  'account-violation': { alert: 'account_update' },
  'account-country': { alert: 'account_update' },
  'account-volume-tier': { alert: 'account_update' },
  'account-restriction': { number: held('disconnected', 'disconnected', 'restriction') },
  'account-restriction-lifted': { number: held('disconnected', 'disconnected') },
  'account-ban-scheduled': { number: held('disconnected', 'disconnected'), alert: 'account_update' },
  'account-banned': { number: held('banned', 'ban', 'disconnected') },
  'account-reinstated': { number: held('disconnected', 'disconnected') },
  'account-offboarded': { number: held('disconnected', 'disconnected') },
  'account-reconnected': { number: free },
  'number-onboarding': { number: { messaging_tier: 'TIER_2K', throughput_mps: 80 } },
  'number-flagged': { number: { quality_rating: 'RED' }, alert: 'number_quality' },
  'capability-tier': { number: { messaging_tier: 'TIER_2K' } },
  'number-throughput': { number: { messaging_tier: 'TIER_UNLIMITED', throughput_mps: 1000 } },
  'number-name-approved': { number: { verified_name: 'Blue Kite' } },
  'number-name-rejected': { number: { verified_name: 'Blue Kite' }, alert: 'number_name_rejected' },
  'username-reserved': { number: { username: null } },
  'username-approved': { number: { username: 'bluekite' } },
  'security-pin-changed': { alert: 'number_security' },
  'security-pin-reset': { alert: 'number_security' },
  'alert-informational': { number: free, alert: 'account_alert' },
  'alert-payment': { number: held('connected', 'payment'), alert: 'account_alert' },
  'alert-payment-over': { number: free },
  'template-status-rejected': {
    template: {
      meta_status: 'REJECTED',
      rejection_reason: 'INVALID_FORMAT',
      meta_template_id: '12345678901234567',
    },
    alert: 'template_status',
  },
  'template-status-approved': { template: { meta_status: 'APPROVED', rejection_reason: null } },
  'template-status-paused': { template: { meta_status: 'PAUSED' }, alert: 'template_status' },
  'template-status-reinstated': { template: { meta_status: 'APPROVED' } },
  'template-status-flagged': { template: { meta_status: 'APPROVED' }, alert: 'template_status' },
  'template-quality': { template: { quality: 'YELLOW' } },
  'template-quality-under-wrong-field': { template: { quality: 'RED' }, alert: 'template_quality' },
  'template-category-impending': { template: { category: 'UTILITY' }, alert: 'template_category' },
  'template-category-done': { template: { category: 'MARKETING' }, alert: 'template_category' },
  'template-components': {
    template: {
      components: [
        { type: 'BODY', text: 'Hi {{1}}, your order has left.' },
        { type: 'FOOTER', text: 'Blue Kite' },
      ],
    },
  },
};

/** Fixtures of fields that leave no trace outside private.raw_events, or one that another subject tests. */
export const notActedOn: string[] = [
  'preferences-stop',
  'preferences-resume',
  'preferences-stop-again',
  'other-echoes',
  'other-history',
  'other-app-state',
  'other-flows',
  'other-calls',
  'other-group-lifecycle-update',
  'other-group-participants-update',
  'other-group-settings-update',
  'other-group-status-update',
  'other-standby',
  'other-handovers',
  'other-partner-solutions',
  'other-payment-configuration',
  'other-automatic-events',
  'other-unknown',
  'errors-only',
];
