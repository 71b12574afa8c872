import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type RoutingSettings = Tables<'routing_settings'>;
export type SlaPolicy = Tables<'sla_policies'>;
export type SlaTimer = Tables<'sla_timers'>;

/** Open from … to, on a day of the week; 1 is Monday, `to` is up to `24:00`. */
export interface OpenSpan {
  day: number;
  from: string;
  to: string;
}
/** When a brand answers; times are those of its time zone. */
export type BusinessHours = Omit<Tables<'business_hours'>, 'weekly'> & { weekly: OpenSpan[] };

/** How conversations of the chosen brand find an agent, and how soon they should be answered. Writing needs `conversations.assign`. */
export interface Routing {
  /** Null: conversations are assigned by hand. */
  settings(): Promise<RoutingSettings | null>;
  /** `round_robin` and `least_busy` give to members of `role_keys` who are online and have fewer than `max_open`. */
  setSettings(
    settings: Partial<Pick<RoutingSettings, 'max_open' | 'role_keys'>> & {
      mode: 'manual' | 'round_robin' | 'least_busy';
    },
  ): Promise<RoutingSettings>;
  /** Null: always open. */
  hours(): Promise<BusinessHours | null>;
  /** @throws WabaseError `timezone_unknown`, `validation_failed` */
  setHours(
    hours: Pick<BusinessHours, 'timezone' | 'weekly'> &
      Partial<Pick<BusinessHours, 'holidays' | 'away_message'>>,
  ): Promise<BusinessHours>;
  /** Null: service times are not measured. */
  sla(): Promise<SlaPolicy | null>;
  /** Holds for conversations that are opened from now on. */
  setSla(
    policy: Partial<Pick<SlaPolicy, 'first_response_minutes' | 'resolution_minutes'>> & {
      counts?: 'business_hours' | 'all_hours';
    },
  ): Promise<SlaPolicy>;
  /** Service times of a conversation, one row for each opening and kind. */
  timers(conversationId: string): Promise<SlaTimer[]>;
}

export function createRouting(supabase: Supabase, scope: Scope): Routing {
  const brand = () => scope.require();
  // The keys of a row are written once, so a row is changed if it is there, and made if not.
  return {
    settings: () => rows(supabase.from('routing_settings').select().eq('brand_id', brand()).maybeSingle()),
    async setSettings(settings) {
      const table = supabase.from('routing_settings');
      const changed = await rows(table.update(settings).eq('brand_id', brand()).select().maybeSingle());
      if (changed !== null) return changed;
      return rows(
        table
          .insert({ ...(await scope.key()), ...settings })
          .select()
          .single(),
      );
    },
    // The database checks the shape of `weekly`; generated types know only that it is JSON.
    hours: async () =>
      (await rows(
        supabase.from('business_hours').select().eq('brand_id', brand()).maybeSingle(),
      )) as unknown as BusinessHours | null,
    async setHours({ weekly, ...rest }) {
      const table = supabase.from('business_hours');
      const hours = { ...rest, weekly: weekly.map((span) => ({ ...span })) };
      const changed = await rows(table.update(hours).eq('brand_id', brand()).select().maybeSingle());
      const row =
        changed ??
        (await rows(
          table
            .insert({ ...(await scope.key()), ...hours })
            .select()
            .single(),
        ));
      return row as unknown as BusinessHours;
    },
    sla: () => rows(supabase.from('sla_policies').select().eq('brand_id', brand()).maybeSingle()),
    async setSla(policy) {
      const table = supabase.from('sla_policies');
      const changed = await rows(table.update(policy).eq('brand_id', brand()).select().maybeSingle());
      if (changed !== null) return changed;
      return rows(
        table
          .insert({ ...(await scope.key()), ...policy })
          .select()
          .single(),
      );
    },
    timers: (conversationId) =>
      rows(
        supabase
          .from('sla_timers')
          .select()
          .eq('conversation_id', conversationId)
          .order('opening', { ascending: false })
          .order('kind'),
      ),
  };
}
