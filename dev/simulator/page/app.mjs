// The customer's phone: a list of chats and one open chat, kept current by server-sent events.
import { createBubble, element, previewText } from './bubble.mjs';

const find = (selector) => document.querySelector(selector);
const phone = find('.phone');
let chats = [];
/** @type {{phone_number_id: string, customer: string} | undefined} */
let current;
/** Digits of the number that the open chat is with. */
let business = '';
let shownMessages = '';
let shownList = '';

async function get(path) {
  const response = await fetch(path);
  return response.json();
}

/** Sends what the customer says. Answers the error text when the simulator refuses it. */
async function say(message) {
  const response = await fetch('/_sim/inbound', { method: 'POST', body: JSON.stringify(message) });
  const body = await response.json();
  if (!response.ok) return body.error;
  await refresh();
  return undefined;
}

/** Phone or BSUID, as /_sim/inbound wants the customer of a chat. */
function customerOf(customer) {
  return /^\d+$/.test(customer) ? { phone: customer } : { user_id: customer };
}

function answer(message, repliedTo) {
  if (!current) return;
  const context = repliedTo ? { context: { from: business, id: repliedTo.id } } : {};
  say({ phone_number_id: current.phone_number_id, ...customerOf(current.customer), ...message, ...context });
}

function isCurrent(chat) {
  return chat.phone_number_id === current?.phone_number_id && chat.customer === current?.customer;
}

function renderList() {
  const list = find('#chat-list');
  const state = JSON.stringify([chats, current]);
  if (state === shownList) return;
  shownList = state;
  const focused = document.activeElement?.closest?.('.row')?.dataset.key;
  list.replaceChildren(...chats.map(createRow));
  if (chats.length === 0)
    list.append(element('li', 'empty', find('#filter').value ? 'No chat matches.' : 'No messages yet.'));
  if (focused) list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function createRow(chat) {
  const row = element('button', 'row');
  row.type = 'button';
  row.dataset.key = `${chat.phone_number_id}|${chat.customer}`;
  if (isCurrent(chat)) row.setAttribute('aria-current', 'true');
  const time = element(
    'time',
    '',
    new Date(chat.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }),
  );
  const name = chat.name === chat.customer ? display(chat.customer) : chat.name;
  row.append(
    element('span', 'face', /\d/.test(name.at(-1)) ? name.slice(-2) : name.slice(0, 1).toUpperCase()),
    element('span', 'name', name),
    time,
    element('span', 'last', `${chat.verified_name} · ${previewText(chat.preview)}`),
  );
  row.addEventListener('click', () => openChat(chat));
  return element('li', '', '', row);
}

function display(customer) {
  return /^\d+$/.test(customer) ? `+${customer}` : customer;
}

async function openChat(chat) {
  current = { phone_number_id: chat.phone_number_id, customer: chat.customer };
  business = chat.display_phone_number.replace(/\D/g, '');
  shownMessages = '';
  phone.dataset.view = 'chat';
  find('.chat').hidden = false;
  find('#empty').hidden = true;
  find('#messages').replaceChildren();
  find('#chat-title').textContent = chat.verified_name;
  find('#chat-subtitle').textContent =
    `${chat.display_phone_number} · you are ${chat.name} ${display(chat.customer)}`;
  renderList();
  await renderChat();
  find('#answer').focus();
}

async function renderChat() {
  if (!current) return;
  const asked = current;
  const { data } = await get(`/_sim/chat?${new URLSearchParams(asked)}`);
  const state = JSON.stringify(data);
  if (asked !== current || state === shownMessages) return;
  const list = find('#messages');
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  // Only new bubbles rise: a redraw for a changed tick stays still.
  list.toggleAttribute('data-still', list.childElementCount === data.length);
  const focusedAt = [...list.querySelectorAll('button')].indexOf(document.activeElement);
  list.replaceChildren(...data.map((message) => createBubble(message, answer)));
  if (focusedAt >= 0) list.querySelectorAll('button')[focusedAt]?.focus();
  if (isAtEnd || shownMessages === '') list.scrollTop = list.scrollHeight;
  shownMessages = state;
}

async function refresh() {
  const [list, stats] = await Promise.all([
    get(`/_sim/chats?${new URLSearchParams({ limit: 200, search: find('#filter').value })}`),
    get('/_sim/stats'),
  ]);
  chats = list.data;
  const figures = { ...stats.decided, accepted: stats.accepted, pending: stats.webhooks.pending };
  for (const node of document.querySelectorAll('[data-figure]')) {
    node.textContent = Number(figures[node.dataset.figure]).toLocaleString();
  }
  renderList();
  await renderChat();
}

let isRefreshing = false;
let isStale = false;
/** One refresh at a time; changes that arrive meanwhile make one more. */
async function onChange() {
  if (isRefreshing) {
    isStale = true;
    return;
  }
  isRefreshing = true;
  try {
    do {
      isStale = false;
      await refresh();
    } while (isStale);
  } finally {
    isRefreshing = false;
  }
}

function listen() {
  const live = find('#live');
  const events = new EventSource('/_sim/events');
  events.addEventListener('open', () => {
    live.textContent = 'live';
    live.dataset.on = '';
    onChange();
  });
  events.addEventListener('error', () => {
    live.textContent = 'reconnecting';
    delete live.dataset.on;
  });
  events.addEventListener('change', onChange);
}

find('#composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const input = find('#answer');
  const body = input.value.trim();
  if (body === '') return;
  input.value = '';
  answer({ type: 'text', text: { body } });
});
find('#stop').addEventListener('click', () => answer({ type: 'text', text: { body: 'STOP' } }));
find('#stop-marketing').addEventListener('click', () => answer({ preference: 'stop' }));
find('#filter').addEventListener('input', onChange);
find('#back').addEventListener('click', () => {
  phone.dataset.view = 'list';
  find('.row[aria-current]')?.focus();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !find('#new-chat-dialog').open) find('#back').click();
  const rows = [...document.querySelectorAll('.row')];
  const at = rows.indexOf(document.activeElement);
  if (at < 0 || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
  event.preventDefault();
  rows[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
});

const dialog = find('#new-chat-dialog');
find('#new-chat').addEventListener('click', async () => {
  const { data } = await get('/_sim/numbers');
  const options = data.map(({ phone_number_id, verified_name, display_phone_number }) => {
    const option = element('option', '', `${verified_name} (${display_phone_number})`);
    option.value = phone_number_id;
    return option;
  });
  find('#new-chat-form').elements.phone_number_id.replaceChildren(...options);
  find('#new-chat-error').textContent = options.length === 0 ? 'No number is provisioned yet.' : '';
  dialog.showModal();
});
find('#new-chat-cancel').addEventListener('click', () => dialog.close());
find('#new-chat-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const {
    phone_number_id,
    phone: number,
    username,
    name,
    text,
  } = Object.fromEntries(new FormData(event.target));
  const digits = number.replace(/\D/g, '');
  const hidden = username.replace(/[^A-Za-z0-9]/g, '');
  if (digits === '' && hidden === '') {
    find('#new-chat-error').textContent = 'Give a phone or a username.';
    return;
  }
  const who = digits === '' ? { user_id: `US.${hidden}1` } : { phone: digits };
  const message = { phone_number_id, ...who, type: 'text', text: { body: text } };
  if (name) message.name = name;
  if (username) message.username = username;
  find('#filter').value = '';
  const error = await say(message);
  find('#new-chat-error').textContent = error ?? '';
  if (error) return;
  dialog.close();
  const customer = digits === '' ? who.user_id : digits;
  const chat = chats.find((one) => one.phone_number_id === phone_number_id && one.customer === customer);
  if (chat) openChat(chat);
});

listen();
