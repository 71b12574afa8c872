/** Everything the page asks of the project, and nothing else: supabase-js with the publishable key. */

/** @returns the client of the project that serves this page */
export async function openProject() {
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error('The page cannot read where its project is.');
  const { api_url, publishable_key } = await response.json();
  return globalThis.supabase.createClient(api_url, publishable_key);
}

/** Gives the data of an answer. @throws Error with the words of the server */
export async function dataOf(request) {
  const { data, error } = await request;
  if (error) throw new Error(error.hint ? `${error.message} ${error.hint}` : error.message);
  return data;
}

/** The brands of the signed-in user, with the name of their organization where there are several. */
export async function readBrands(client) {
  const { organizations } = await dataOf(client.rpc('my_context'));
  return organizations.flatMap(({ name, brands }) =>
    brands.map((brand) => ({
      id: brand.id,
      label: brand.name === name ? name : `${name} · ${brand.name}`,
    })),
  );
}

export const PAGE = 20;

/** A page of a brand's campaigns, the newest first. */
export function readCampaigns(client, brandId, before) {
  const query = client
    .from('campaigns')
    .select('id,name,status,created_at,started_at,completed_at')
    .eq('brand_id', brandId)
    .order('id', { ascending: false })
    .limit(PAGE);
  return dataOf(before ? query.lt('id', before) : query);
}

/** The funnel of one campaign. */
export function readStats(client, campaignId) {
  return dataOf(client.from('campaign_stats').select().eq('campaign_id', campaignId).single());
}

/**
 * Listens to the campaigns of a brand.
 * @param onStats gets each funnel as it changes
 * @param onLive is told whether events flow; when they do again, something may have been missed
 * @returns a function that ends it
 */
export async function followBrand(client, brandId, onStats, onLive) {
  // Without this the first join goes out without the user's token and is refused.
  await client.realtime.setAuth();
  const channel = client
    .channel(`campaigns:${brandId}`, { config: { private: true } })
    .on('broadcast', { event: 'campaign' }, ({ payload }) => onStats(payload))
    .subscribe((status) => onLive(status === 'SUBSCRIBED'));
  return () => client.removeChannel(channel);
}
