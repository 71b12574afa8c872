import { describe, expect, it } from 'vitest';
import { createMediaSource, isMediaAddress } from '../../functions/whatsapp/media-source.ts';
import { storedType } from '../../functions/whatsapp/media-types.ts';

const GRAPH = 'https://graph.facebook.com/v26.0';

describe('isMediaAddress', () => {
  it.each([
    'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=3',
    'https://graph.facebook.com/v26.0/1',
    'https://mmg.whatsapp.net/d/f/1',
    'https://scontent.xx.fbcdn.net/1',
  ])('takes %s', (address) => {
    expect(isMediaAddress(address, GRAPH)).toBe(true);
  });

  it.each([
    'http://lookaside.fbsbx.com/1',
    'https://lookaside.fbsbx.com:8443/1',
    'https://user:secret@lookaside.fbsbx.com/1',
    'https://lookaside.fbsbx.com.example.org/1',
    'https://evilfbsbx.com/1',
    'https://example.org/?lookaside.fbsbx.com',
    'https://example.org#.fbsbx.com',
    'http://169.254.169.254/latest/meta-data/',
    'http://127.0.0.1:54322/',
    'file:///etc/passwd',
    'ftp://fbsbx.com/1',
    '//fbsbx.com/1',
    'not an address',
  ])('refuses %s', (address) => {
    expect(isMediaAddress(address, GRAPH)).toBe(false);
  });

  it('takes the configured Graph address, whatever it is, and no other port of its machine', () => {
    expect(isMediaAddress('http://127.0.0.1:54323/_media/1', 'http://127.0.0.1:54323/v26.0')).toBe(true);
    expect(isMediaAddress('http://127.0.0.1:54322/_media/1', 'http://127.0.0.1:54323/v26.0')).toBe(false);
  });
});

describe('createMediaSource', () => {
  const address = 'https://lookaside.fbsbx.com/1';
  const signal = AbortSignal.timeout(5000);

  it('sends the token to Meta alone, and follows no redirect', async () => {
    const asked: { url: string; init: RequestInit | undefined }[] = [];
    const source = createMediaSource({
      graphUrl: GRAPH,
      fetch: async (url, init) => {
        asked.push({ url: String(url), init });
        return new Response(null, { status: 302, headers: { location: 'http://169.254.169.254/' } });
      },
    });
    expect(await source.open(address, 't', signal)).toEqual({ kind: 'refused', http_status: 302 });
    expect(asked).toMatchObject([
      { url: address, init: { redirect: 'manual', headers: { authorization: 'Bearer t' } } },
    ]);
    expect(await source.open('http://169.254.169.254/', 't', signal)).toEqual({
      kind: 'refused',
      http_status: 0,
    });
    expect(asked).toHaveLength(1);
  });

  it('says how it failed instead of throwing', async () => {
    const source = createMediaSource({
      graphUrl: GRAPH,
      fetch: () => Promise.reject(new TypeError('fetch failed')),
    });
    expect(await source.open(address, 't', signal)).toMatchObject({ kind: 'unknown' });
  });
});

describe('storedType', () => {
  const bytes = (text: string) => Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)));
  const JPEG = bytes('\xff\xd8\xff\xe0');
  const PNG = bytes('\x89PNG\r\n\x1a\n');
  const MP4 = bytes('\0\0\0\x18ftypmp42');

  it.each<[string, string, Uint8Array, string | null]>([
    ['image', 'image/jpeg', JPEG, 'image/jpeg'],
    ['image', 'image/png; charset=binary', PNG, 'image/png'],
    ['image', 'image/png', JPEG, null],
    ['image', 'image/svg+xml', bytes('<svg'), null],
    ['image', 'video/mp4', MP4, null],
    ['sticker', 'image/webp', bytes('RIFF\0\0\0\0WEBPVP8 '), 'image/webp'],
    ['sticker', 'image/png', PNG, null],
    ['video', 'video/mp4', MP4, 'video/mp4'],
    ['video', 'video/3gpp', MP4, 'video/3gpp'],
    ['video', 'video/quicktime', MP4, null],
    ['audio', 'audio/ogg; codecs=opus', bytes('OggS'), 'audio/ogg'],
    ['audio', 'audio/mpeg', bytes('ID3\x04'), 'audio/mpeg'],
    ['audio', 'audio/mpeg', bytes('\xff\xfb'), 'audio/mpeg'],
    ['audio', 'audio/amr', bytes('#!AMR\n'), 'audio/amr'],
    ['audio', 'audio/aac', bytes('\xff\xf1'), 'audio/aac'],
    ['audio', 'audio/mp4', MP4, 'audio/mp4'],
    ['audio', 'audio/ogg', bytes('<html'), null],
    ['document', 'application/pdf', bytes('%PDF-1.7'), 'application/pdf'],
    ['document', 'application/pdf', bytes('MZ\x90'), 'application/octet-stream'],
    ['document', 'text/html', bytes('<html'), 'application/octet-stream'],
    ['document', 'application/zip', bytes('PK\x03\x04'), 'application/octet-stream'],
    ['document', 'text/plain', bytes('hello'), 'text/plain'],
    ['document', 'text/plain', bytes('he\0lo'), 'application/octet-stream'],
    ['document', 'application/msword', bytes('\xd0\xcf\x11\xe0'), 'application/msword'],
    ['document', '', bytes(''), 'application/octet-stream'],
  ])('%s that claims %s', (kind, claimed, head, expected) => {
    expect(storedType(kind, claimed, head)).toBe(expected);
  });
});
