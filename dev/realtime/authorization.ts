/**
 * What a user may do in a private topic, decided by the policies on `realtime.messages`.
 *
 * As hosted Realtime does it: in a transaction that is rolled back, probe rows are inserted with the server's own rights,
 * the user's role and claims are taken on, and what can be selected back may be received, what can be inserted may be
 * sent. Many questions are asked in one transaction, because every join asks one and the periodic recheck asks them all.
 */
import type { Sql } from 'postgres';
import type { Identity } from './identity.ts';

export interface Rights {
  receiveBroadcast: boolean;
  sendBroadcast: boolean;
  receivePresence: boolean;
  sendPresence: boolean;
  /** A policy that failed (for instance a cast of the topic): everything is denied and this says why. */
  error?: string;
}

export interface RightsRequest {
  topic: string;
  identity: Identity;
  /** Headers of the connection, for policies that read `request.headers`. */
  headers: Record<string, string>;
}

/** Answers one question; questions asked at the same time share a transaction. Rejects when Postgres is away. */
export type Authorize = (request: RightsRequest) => Promise<Rights>;

/** For public topics, where nothing is asked. */
export const ALL_RIGHTS: Rights = {
  receiveBroadcast: true,
  sendBroadcast: true,
  receivePresence: true,
  sendPresence: true,
};

const BATCH = 100;
const CONCURRENCY = 2;

/*
 * A DO block takes no parameters and returns nothing, so question and answer travel in transaction-local settings. A
 * function would need an object in the database, one round trip a statement would make a join about ten times slower.
 * Each question runs in a subtransaction that ends in an exception: rows, role and claims are undone before the next.
 */
const PROBE = `
do $probe$
declare
  request record;
  broadcast_id uuid;
  presence_id uuid;
  receive_broadcast boolean;
  receive_presence boolean;
  send_broadcast boolean;
  send_presence boolean;
  failure text;
  answers jsonb := '[]';
begin
  for request in
    select value from jsonb_array_elements(current_setting('realtime_probe.requests')::jsonb) with ordinality
    order by ordinality
  loop
    receive_broadcast := false; receive_presence := false; send_broadcast := false; send_presence := false;
    failure := null;
    begin
      insert into realtime.messages (topic, extension, private) values (request.value ->> 'topic', 'broadcast', true)
        returning id into broadcast_id;
      insert into realtime.messages (topic, extension, private) values (request.value ->> 'topic', 'presence', true)
        returning id into presence_id;
      perform set_config('role', request.value ->> 'role', true),
        set_config('realtime.topic', request.value ->> 'topic', true),
        set_config('request.jwt.claims', request.value ->> 'claims', true),
        set_config('request.jwt.claim.sub', coalesce(request.value ->> 'sub', ''), true),
        set_config('request.jwt.claim.role', request.value ->> 'role', true),
        set_config('request.headers', request.value ->> 'headers', true);
      select coalesce(bool_or(id = broadcast_id), false), coalesce(bool_or(id = presence_id), false)
        into receive_broadcast, receive_presence
        from realtime.messages
        where topic = request.value ->> 'topic' and id in (broadcast_id, presence_id);
      begin
        insert into realtime.messages (topic, extension, private)
          values (request.value ->> 'topic', 'broadcast', true);
        send_broadcast := true;
      exception when insufficient_privilege then
        null;
      end;
      begin
        insert into realtime.messages (topic, extension, private)
          values (request.value ->> 'topic', 'presence', true);
        send_presence := true;
      exception when insufficient_privilege then
        null;
      end;
      raise exception 'undo' using errcode = 'RT000';
    exception
      when sqlstate 'RT000' then
        null;
      when others then
        receive_broadcast := false; receive_presence := false; send_broadcast := false; send_presence := false;
        failure := sqlerrm;
    end;
    answers := answers || jsonb_build_object(
      'receiveBroadcast', receive_broadcast, 'receivePresence', receive_presence,
      'sendBroadcast', send_broadcast, 'sendPresence', send_presence, 'error', failure);
  end loop;
  perform set_config('realtime_probe.answers', answers::text, true);
end
$probe$`;

/** Makes the authorization of a server whose connection may insert into `realtime.messages` and take on any API role. */
export function createAuthorize(sql: Sql): Authorize {
  interface Waiting {
    request: RightsRequest;
    resolve(rights: Rights): void;
    reject(error: unknown): void;
  }
  const waiting: Waiting[] = [];
  let running = 0;

  const pump = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH);
      try {
        const answers = await probe(
          sql,
          batch.map((entry) => entry.request),
        );
        batch.forEach((entry, index) => {
          const rights = answers[index];
          if (rights) entry.resolve(rights);
          else entry.reject(new Error('the authorization probe gave no answer'));
        });
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
  };

  const start = (): void => {
    if (running >= CONCURRENCY || waiting.length === 0) return;
    running += 1;
    // Later in this turn of the event loop, so that questions that come together go together.
    setImmediate(() => {
      void pump().finally(() => {
        running -= 1;
        start();
      });
    });
  };

  return (request) =>
    new Promise<Rights>((resolve, reject) => {
      waiting.push({ request, resolve, reject });
      start();
    });
}

const ROLLBACK = Symbol('rollback');

async function probe(sql: Sql, requests: RightsRequest[]): Promise<Rights[]> {
  const questions = requests.map(({ topic, identity, headers }) => ({
    topic,
    role: identity.role,
    sub: identity.claims.sub,
    claims: JSON.stringify(identity.claims),
    headers: JSON.stringify(headers),
  }));
  let answers: Rights[] = [];
  try {
    await sql.begin(async (transaction) => {
      await transaction`select set_config('realtime_probe.requests', ${JSON.stringify(questions)}, true),
        set_config('statement_timeout', '8s', true)`;
      await transaction.unsafe(PROBE);
      const [row] = await transaction<{ answers: Rights[] }[]>`
        select current_setting('realtime_probe.answers')::jsonb as answers`;
      answers = row?.answers ?? [];
      throw ROLLBACK;
    });
  } catch (error) {
    if (error !== ROLLBACK) throw error;
  }
  return answers;
}
