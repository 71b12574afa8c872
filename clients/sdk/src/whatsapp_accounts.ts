import type { Tables } from './database.types.ts';
import { fromFunction, rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type WhatsappAccount = Tables<'whatsapp_accounts'>;

/** A number of a WhatsApp Business account and the token that may use it. */
export interface NewWhatsappAccount {
  phone_number_id: string;
  waba_id: string;
  /** Needs whatsapp_business_messaging and whatsapp_business_management. Sealed at once; nobody can read it back. */
  access_token: string;
  account_name: string;
}

export interface WhatsappAccounts {
  list(): Promise<WhatsappAccount[]>;
  /**
   * Connects a number to the chosen brand (edge function `onboarding`): checks it with Meta, subscribes to its webhooks,
   * seals the token and has the templates synced.
   * @throws WabaseError `number_already_connected`, `whatsapp_token_invalid`, `whatsapp_number_not_in_account`
   */
  connect(account: NewWhatsappAccount): Promise<{ whatsapp_account_id: string; phone_number: string }>;
  /** Stops sending from a number; what is queued waits. Needs `channels.manage`. */
  pause(whatsappAccountId: string, reason?: string): Promise<WhatsappAccount>;
  /** Goes on sending, also after the platform paused the number because Meta refused it. */
  resume(whatsappAccountId: string): Promise<WhatsappAccount>;
}

export function createWhatsappAccounts(supabase: Supabase, scope: Scope): WhatsappAccounts {
  return {
    list: () => rows(supabase.from('whatsapp_accounts').select().eq('brand_id', scope.require()).order('id')),
    async connect(account) {
      const { data, error } = await supabase.functions.invoke<{
        whatsapp_account_id: string;
        phone_number: string;
      }>('onboarding/whatsapp-accounts', { body: { brand_id: scope.require(), ...account } });
      if (error !== null || data === null) throw await fromFunction(error);
      return data;
    },
    pause: (whatsapp_account_id, reason) =>
      rows(supabase.rpc('pause_whatsapp_account', { whatsapp_account_id, reason })),
    resume: (whatsapp_account_id) => rows(supabase.rpc('resume_whatsapp_account', { whatsapp_account_id })),
  };
}
