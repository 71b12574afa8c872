/**
 * What messages of each type hold (Cloud API, Messages and Webhooks references), as far as a thread shows it. Read leniently,
 * field by field: what a customer's app sends is never a reason to show nothing, and a validator would be the heaviest part
 * of the page.
 */
type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const number = (value: unknown): number | null =>
  (typeof value === 'number' || typeof value === 'string') && Number.isFinite(Number(value))
    ? Number(value)
    : null;

export function media(value: unknown) {
  const { caption, filename, voice } = fields(value);
  return { caption: text(caption), filename: text(filename), isVoice: voice === true };
}

export function location(value: unknown) {
  const { latitude, longitude, name, address } = fields(value);
  const [lat, long] = [number(latitude), number(longitude)];
  if (lat === null || long === null) return null;
  return { latitude: lat, longitude: long, name: text(name), address: text(address) };
}

export function contacts(value: unknown) {
  return list(value).map((one) => {
    const { name, phones, org } = fields(one);
    return {
      name: text(fields(name).formatted_name),
      phones: list(phones).flatMap((each) => text(fields(each).phone) ?? []),
      company: text(fields(org).company),
    };
  });
}

export function order(value: unknown) {
  const { text: words, product_items } = fields(value);
  const items = list(product_items).map((one) => {
    const { product_retailer_id, quantity, item_price, currency } = fields(one);
    return {
      id: text(product_retailer_id) ?? '',
      quantity: number(quantity) ?? 1,
      price: number(item_price) ?? 0,
      currency: text(currency),
    };
  });
  return { text: text(words), items };
}

export function interactive(value: unknown) {
  const { header, body, footer, action, button_reply, list_reply, nfm_reply } = fields(value);
  const { button, buttons, sections, parameters } = fields(action);
  const { display_text, flow_cta } = fields(parameters);
  const reply = (of: unknown) => (of === undefined ? null : fields(of));
  const [buttonReply, listReply, formReply] = [reply(button_reply), reply(list_reply), reply(nfm_reply)];
  return {
    header: text(fields(header).text),
    body: text(fields(body).text),
    footer: text(fields(footer).text),
    buttons: list(buttons).flatMap((each) => text(fields(fields(each).reply).title) ?? []),
    link: text(display_text) ?? text(flow_cta),
    listButton: text(button),
    rows: list(sections).flatMap((section) =>
      list(fields(section).rows).map((row) => ({
        title: text(fields(row).title) ?? '',
        description: text(fields(row).description),
      })),
    ),
    /** What the customer tapped, with what stood beside it. */
    tapped:
      (buttonReply && { title: text(buttonReply.title), description: null }) ??
      (listReply && { title: text(listReply.title), description: text(listReply.description) }),
    /** The answers of a form, as JSON. */
    form: formReply && (text(formReply.response_json) ?? ''),
  };
}

/** The advertisement or post through which somebody wrote. */
export function referral(value: unknown) {
  const { headline, body, source_url } = fields(value);
  const url = text(source_url);
  return {
    headline: text(headline),
    body: text(body),
    url: url !== null && /^https?:\/\//.test(url) ? url : null,
  };
}

/** What `context` says beyond which message is answered. */
export function context(value: unknown) {
  const { forwarded, frequently_forwarded, referred_product } = fields(value);
  return {
    isForwarded: forwarded === true || frequently_forwarded === true,
    product: text(fields(referred_product).product_retailer_id),
  };
}

export function templateName(value: unknown): string {
  return text(fields(value).name) ?? '';
}

export function unsupportedType(value: unknown): string | null {
  return text(fields(value).type);
}

export function reactions(value: unknown) {
  return list(value).flatMap((one) => {
    const { from, emoji } = fields(one);
    return typeof emoji === 'string' ? [{ from: text(from) ?? '', emoji }] : [];
  });
}

/** What a message said before it was edited. */
export function originalBody(value: unknown): string | null {
  return text(fields(value).body);
}
