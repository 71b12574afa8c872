import { followBrand, openProject, PAGE, readBrands, readCampaigns, readStats } from './project.mjs';
import { byId, showBrands, showCampaigns, showFunnel, showLive } from './view.mjs';

const REFRESH_MS = 5_000;

const client = await openProject().catch(report);
let brandId = null;
let campaigns = [];
let selectedId = null;
/** False until the user picks a campaign: until then the newest one is shown. */
let isPicked = false;
let stats = null;
let isLive = false;
let leave = async () => {};
/** Goes up whenever the user or the brand changes: answers to questions of before are dropped. */
let turn = 0;

function report(error) {
  byId('problem').textContent = error instanceof Error ? error.message : String(error);
}

function draw() {
  const selected = campaigns.find(({ id }) => id === selectedId) ?? null;
  showCampaigns(campaigns, selectedId, pick);
  showFunnel(selected, stats?.campaign_id === selectedId ? stats : null);
}

function pick(campaignId) {
  isPicked = true;
  select(campaignId).catch(report);
}

async function select(campaignId) {
  selectedId = campaignId;
  const asked = turn;
  draw();
  const answer = await readStats(client, campaignId);
  if (asked !== turn || selectedId !== campaignId) return;
  stats = answer;
  draw();
}

async function refresh() {
  if (brandId === null) return;
  const asked = turn;
  const page = await readCampaigns(client, brandId);
  if (asked !== turn) return;
  const known = new Set(page.map(({ id }) => id));
  campaigns = [...page, ...campaigns.filter(({ id }) => !known.has(id))];
  if (!isPicked) selectedId = campaigns[0]?.id ?? null;
  byId('more').hidden = campaigns.length < PAGE;
  byId('problem').textContent = '';
  draw();
  if (selectedId !== null) await select(selectedId);
}

function take(news) {
  const campaign = campaigns.find(({ id }) => id === news.campaign_id);
  // A new campaign, or one that has ended: its row knows more than the event tells.
  if (campaign === undefined || campaign.status !== news.status) refresh().catch(report);
  if (news.campaign_id !== selectedId) return;
  stats = news;
  if (campaign !== undefined) campaign.status = news.status;
  draw();
}

async function chooseBrand(id) {
  turn += 1;
  const asked = turn;
  brandId = id;
  campaigns = [];
  selectedId = null;
  isPicked = false;
  stats = null;
  isLive = false;
  showLive(false);
  draw();
  await leave();
  const stop = await followBrand(client, id, take, (live) => {
    if (asked !== turn) return;
    isLive = live;
    showLive(live);
    if (live) refresh().catch(report);
  });
  if (asked === turn) leave = stop;
  else await stop();
  await refresh();
}

async function showWork() {
  byId('sign-in').hidden = true;
  byId('sign-out').hidden = false;
  const brands = await readBrands(client);
  const chosen = brands.find(({ id }) => id === localStorage.getItem('wabase.brand')) ?? brands[0];
  showBrands(brands, chosen?.id);
  byId('work').hidden = chosen === undefined;
  if (chosen === undefined) return report('You are not a member of any organization yet.');
  await chooseBrand(chosen.id);
}

async function showSignIn() {
  turn += 1;
  brandId = null;
  await leave();
  leave = async () => {};
  showLive(null);
  showBrands([], null);
  byId('problem').textContent = '';
  byId('work').hidden = true;
  byId('sign-out').hidden = true;
  byId('sign-in').hidden = false;
  byId('email').focus();
}

byId('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = byId('sign-in').querySelector('button');
  button.disabled = true;
  const { error } = await client.auth.signInWithPassword({
    email: byId('email').value.trim(),
    password: byId('password').value,
  });
  button.disabled = false;
  byId('sign-in-problem').textContent = error?.message ?? '';
  if (error) return byId('password').focus();
  byId('password').value = '';
  await showWork().catch(report);
  byId('main').focus();
});

byId('sign-out').addEventListener('click', async () => {
  await client.auth.signOut({ scope: 'local' });
  await showSignIn();
});

byId('brand').addEventListener('change', ({ target }) => {
  localStorage.setItem('wabase.brand', target.value);
  chooseBrand(target.value).catch(report);
});

byId('more').addEventListener('click', async () => {
  const asked = turn;
  const older = await readCampaigns(client, brandId, campaigns.at(-1).id).catch(report);
  if (asked !== turn || older === undefined) return;
  campaigns = [...campaigns, ...older];
  byId('more').hidden = older.length < PAGE;
  draw();
});

// Realtime brings the news; this is for the time without it.
setInterval(() => {
  if (!isLive && brandId !== null && !document.hidden) refresh().catch(report);
}, REFRESH_MS);

if (client) {
  const { data } = await client.auth.getSession();
  await (data.session ? showWork() : showSignIn()).catch(report);
}
