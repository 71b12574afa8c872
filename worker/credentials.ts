import type { Database } from '../functions/core/database.ts';
import type { Sealer } from '../functions/core/seal.ts';

/** What is needed to call Meta for a number. */
export interface SendingAccount {
  phone_number_id: string;
  waba_id: string;
  token: string;
}

/**
 * Opens the sealed tokens of numbers. A token is kept in memory for a minute, so that a rotated or withdrawn one is
 * noticed soon without a query per batch.
 */
export function createCredentials(deps: { sql: Database; sealer: Sealer; now?: () => number }) {
  const { sql, sealer, now = Date.now } = deps;
  const known = new Map<string, { account: SendingAccount; until: number }>();

  return {
    /** The number's Meta ids and token, or null when it has none. @throws SealError when the token cannot be opened */
    async read(whatsappAccountId: string): Promise<SendingAccount | null> {
      const cached = known.get(whatsappAccountId);
      if (cached && cached.until > now()) return cached.account;
      const [row] = await sql<{ phone_number_id: string; waba_id: string; sealed: string }[]>`
        select phone_number_id, waba_id, sealed from private.read_account_for_sending(${whatsappAccountId})`;
      if (!row) return null;
      const token = await sealer.open(row.sealed, whatsappAccountId);
      const account = { phone_number_id: row.phone_number_id, waba_id: row.waba_id, token };
      known.set(whatsappAccountId, { account, until: now() + 60_000 });
      return account;
    },
  };
}

export type Credentials = ReturnType<typeof createCredentials>;
