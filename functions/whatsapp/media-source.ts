import { classifyTransportError, type TransportFailure } from './transport.ts';

/** A file that Meta has begun to send. */
export interface OpenMedia {
  kind: 'ok';
  stream: ReadableStream<Uint8Array>;
}

/** Meta did not send it: the status of its answer. */
export interface MediaRefused {
  kind: 'refused';
  http_status: number;
}

/** Where Meta keeps files; the bearer token is sent to these and to nobody else. */
const HOSTS = ['fbsbx.com', 'fbcdn.net', 'whatsapp.net', 'facebook.com'];

/**
 * True for an address at Meta, or at the Graph address that we are configured with. The address of a file comes from outside:
 * without this check whoever forges one could have us call machines of our own network, and would be sent the token.
 */
export function isMediaAddress(address: string, graphUrl: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.origin === new URL(graphUrl).origin) return true;
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    HOSTS.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))
  );
}

/**
 * Opens files of messages at the addresses that `getMedia` gives. No redirect is followed.
 * @param deps.graphUrl the configured Graph address, with or without a version
 */
export function createMediaSource(deps: { graphUrl: string; fetch?: typeof fetch }) {
  const send = deps.fetch ?? fetch;
  return {
    /** @param signal ends the transfer, also after it has begun */
    async open(
      address: string,
      token: string,
      signal: AbortSignal,
    ): Promise<OpenMedia | MediaRefused | TransportFailure> {
      if (!isMediaAddress(address, deps.graphUrl)) return { kind: 'refused', http_status: 0 };
      try {
        const response = await send(address, {
          headers: { authorization: `Bearer ${token}`, 'user-agent': 'wabase' },
          redirect: 'manual',
          signal,
        });
        if (response.ok && response.body !== null) return { kind: 'ok', stream: response.body };
        await response.body?.cancel();
        return { kind: 'refused', http_status: response.status };
      } catch (error) {
        return classifyTransportError(error);
      }
    },
  };
}

export type MediaSource = ReturnType<typeof createMediaSource>;
