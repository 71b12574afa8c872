/** Draws the page. Text from the server only ever becomes text nodes. */

export const byId = (id) => document.getElementById(id);

const STEPS = [
  ['audience', 'Audience'],
  ['accepted', 'Accepted'],
  ['sent', 'Sent'],
  ['delivered', 'Delivered'],
  ['read', 'Read'],
];
const REST = [
  ['queued', 'Waiting'],
  ['failed', 'Failed'],
  ['skipped', 'Skipped'],
  ['canceled', 'Canceled'],
  ['unknown', 'Unknown'],
];
const number = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Fills the list of campaigns. The row with the focus keeps it. */
export function showCampaigns(campaigns, selectedId, onSelect) {
  const focused = document.activeElement?.dataset?.campaign;
  byId('campaigns').replaceChildren(
    ...campaigns.map((campaign) => {
      const row = element(
        'button',
        { class: 'row', type: 'button', 'data-campaign': campaign.id },
        element('span', { class: 'name' }, campaign.name),
        element('span', { class: 'chip', 'data-status': campaign.status }, campaign.status),
        element(
          'time',
          { class: 'soft', datetime: campaign.created_at },
          time.format(new Date(campaign.created_at)),
        ),
      );
      if (campaign.id === selectedId) row.setAttribute('aria-current', 'true');
      row.addEventListener('click', () => onSelect(campaign.id));
      return element('li', {}, row);
    }),
  );
  byId('no-campaigns').hidden = campaigns.length > 0;
  if (focused !== undefined) document.querySelector(`[data-campaign="${focused}"]`)?.focus();
}

/** Shows the funnel of a campaign; null hides it. */
export function showFunnel(campaign, stats) {
  byId('funnel').hidden = campaign === null || stats === null;
  if (campaign === null || stats === null) return;
  byId('funnel-title').textContent = campaign.name;
  byId('funnel-status').textContent = stats.status;
  byId('funnel-status').dataset.status = stats.status;
  byId('funnel-times').textContent = timesOf(campaign);
  for (const [key, label] of STEPS) showStep(key, label, stats[key], stats.audience);
  byId('rest').replaceChildren(
    ...REST.map(([key, label]) =>
      element(
        'div',
        { class: key === 'failed' && stats[key] > 0 ? 'bad' : '' },
        element('dt', {}, label),
        element('dd', {}, number.format(stats[key])),
      ),
    ),
  );
}

/** Steps are changed in place, so that their bars grow instead of starting again. */
function showStep(key, label, count, audience) {
  const step = byId(`step-${key}`) ?? byId('steps').appendChild(makeStep(key, label));
  const share = audience > 0 ? count / audience : 0;
  step.style.setProperty('--share', String(share));
  step.querySelector('.count').textContent = number.format(count);
  step.querySelector('.share').textContent = key === 'audience' ? '' : ` ${percent.format(share)}`;
}

function makeStep(key, label) {
  return element(
    'div',
    { class: 'step', id: `step-${key}` },
    element('dt', {}, label),
    element(
      'dd',
      { class: 'figure', style: 'order:1' },
      element('span', { class: 'count' }),
      element('span', { class: 'share' }),
    ),
    element('dd', { class: 'track', 'aria-hidden': 'true' }, element('div', { class: 'fill' })),
  );
}

function timesOf({ started_at, completed_at }) {
  if (started_at === null) return 'Not started yet.';
  const started = `Started ${time.format(new Date(started_at))}`;
  if (completed_at === null) return `${started}.`;
  const seconds = (new Date(completed_at) - new Date(started_at)) / 1000;
  return `${started}, ended after ${seconds < 90 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds / 60)} min`}.`;
}

/** Says whether the figures are live. */
export function showLive(isLive) {
  const sign = byId('live');
  sign.hidden = isLive === null;
  sign.toggleAttribute('data-on', isLive === true);
  const words = isLive ? 'Live' : 'Refreshed every 5 s';
  if (sign.textContent !== words) sign.textContent = words;
}

/** Fills the choice of brands. */
export function showBrands(brands, chosen) {
  byId('brand').replaceChildren(
    ...brands.map(({ id, label }) =>
      element('option', { value: id, ...(id === chosen && { selected: '' }) }, label),
    ),
  );
  byId('brand-field').hidden = brands.length === 0;
}
