/** Words for numbers, usage and plans, which several pages show. */
export const channels = {
  connection: {
    connected: 'Connected',
    pending: 'Connecting',
    disconnected: 'Disconnected',
    restricted: 'Restricted by Meta',
    banned: 'Banned by Meta',
  },
  paused: 'Paused',
  quality: { label: 'Quality', GREEN: 'High', YELLOW: 'Medium', RED: 'Low', UNKNOWN: 'Not rated' },
  rate: '{{count}} messages/s',
  tier: 'Limit {{tier}}',
  metric: {
    brands: 'Brands',
    members: 'Members',
    agents: 'Agents',
    whatsapp_accounts: 'Numbers',
    contacts: 'Contacts',
    bots: 'Bots',
    automations: 'Automations',
    storage_mb: 'Storage (MB)',
    messages_per_day: 'Messages today',
    messages_per_month: 'Messages this month',
    campaigns_per_month: 'Campaigns this month',
    ai_replies_per_month: 'AI replies this month',
    api_requests_per_minute: 'API requests a minute',
  },
};
