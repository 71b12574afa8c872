import type { Furnished } from './furnish.ts';

const CONTACT = `(select to_jsonb(k) from (select id, name, phone, username from public.contacts k where k.id = c.contact_id
  and k.brand_id = c.brand_id and k.organization_id = c.organization_id) k) as contact`;
const LIST = `select c.*, ${CONTACT} from public.conversations c where c.brand_id = {brand}`;
const NEWEST = 'order by c.last_message_at desc, c.id desc limit 50';
const THREAD = 'select * from public.messages where conversation_id = {thread}';

const inbox = (name: string, filter: string) => ({
  name,
  text: LIST.replace('public.conversations c', `public.inbox_conversations({brand}${filter}) c`).concat(
    ` ${NEWEST}`,
  ),
});

const search = (name: string, words: string) => ({
  name: `search: ${name}`,
  text: `select c.*, ${CONTACT} from public.search_conversations({brand}, '${words}') c where c.brand_id = {brand} ${NEWEST}`,
});

/** What the screens of an inbox ask for, as the SDK and the Data API ask it. */
export const QUERIES = [
  inbox('list of all', ''),
  inbox('list of open', `, status => 'open'`),
  inbox(
    'list of open, page 11',
    `, status => 'open', before_at => now() - interval '10 days', before_id => gen_random_uuid()`,
  ),
  inbox('list of unread', `, only_unread => true`),
  inbox('list of one number', `, whatsapp_account_id => {number}`),
  inbox('list of nobody’s', `, status => 'open', only_unassigned => true`),
  inbox('list of one agent’s', `, status => 'open', assigned_to => {agent}`),
  inbox('list by label', `, label_id => {label}`),
  inbox('list by common label', `, label_id => {common}`),
  {
    name: 'unread, counted',
    text: `select id from public.inbox_conversations({brand}, only_unread => true, most => 100)`,
  },
  { name: 'long thread', text: `${THREAD} order by id desc limit 50` },
  { name: 'long thread, page 51', text: `${THREAD} and id < {middle} order by id desc limit 50` },
  { name: 'conversation', text: 'select * from public.conversations where id = {thread}' },
  {
    name: 'events missed',
    text: `select seq, events from public.brand_events where brand_id = {brand} and seq > 900 order by seq limit 200`,
  },
  search('a third of all', 'maria'),
  search('a third of all, who wrote long ago', 'lead'),
  search('one in five hundred', 'quintero'),
  search('one person', 'zyx person'),
  search('nobody here, but everybody of another tenant', 'wolfeschlegel'),
  search('nobody anywhere', 'xqxqxq'),
  search('two letters, an eighth', 'an'),
  search('two letters, nobody', 'qx'),
  search('one letter', 'a'),
  search('a number', '+1 200 000 4321'),
  search('the end of a number', '4321'),
  search('three digits', '432'),
  search('two digits', '43'),
  search('Meta’s id of a message', 'wamid.HBgLMTIwMDAwMDQzMjEVAgASGBQzQTdCNDU2Nzg5MEFCQ0RFRjAxMgA='),
];

/** A query of somebody with numbered parameters in place of the names in braces, and their values. */
export function bind(query: string, brand: Furnished, user: string): { text: string; values: string[] } {
  const named = {
    brand: brand.brand_id,
    thread: brand.conversation_id,
    agent: user === brand.quiet_user_id ? brand.quiet_id : brand.agent_id,
    middle: brand.middle_id,
    label: brand.label_id,
    common: brand.common_label_id,
    number: brand.number_id,
  };
  const used = [...new Set([...query.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as keyof typeof named))];
  return {
    text: query.replaceAll(/\{(\w+)\}/g, (_, name) => `$${used.indexOf(name) + 1}`),
    values: used.map((name) => named[name]),
  };
}
