import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

/** A brand as the signed-in user sees it. */
export interface ContextBrand {
  id: string;
  name: string;
  status: string;
  is_default: boolean;
  /** Feature flags as they are in this brand. */
  flags: Record<string, boolean>;
}

/** How much of a limit is used in its current period; `reserved` is promised to campaigns that still send. */
export interface Usage {
  metric: string;
  period: string;
  period_start: string | null;
  used: number;
  reserved: number;
  limit: number;
  percent: number | null;
}

/** One seat of the signed-in user. */
export interface ContextOrganization {
  id: string;
  name: string;
  slug: string;
  status: string;
  timezone: string;
  locale: string;
  theme_color: string | null;
  theme_text_color: string | null;
  theme_name: string | null;
  logo_url: string | null;
  member_id: string;
  role_key: string;
  availability: string;
  permissions: string[];
  plan_key: string;
  subscription_status: string;
  /** What the plan includes; absent = not. */
  features: Record<string, boolean>;
  /** -1 = unlimited, absent = none. */
  limits: Record<string, number>;
  /** What is used of each limit. */
  usage: Record<string, Usage>;
  flags: Record<string, boolean>;
  brands: ContextBrand[];
}

/** Who is signed in and where he may work. */
export interface Context {
  user_id: string;
  /** Whether he runs the platform, and may ask for what `platform` gives. */
  is_platform_admin: boolean;
  organizations: ContextOrganization[];
}

/** Reads everything that a client needs after sign-in, in one call (RPC `my_context`). */
export async function readContext(supabase: Supabase): Promise<Context> {
  // The database documents this shape; generated types know only that it is JSON.
  return (await rows(supabase.rpc('my_context'))) as unknown as Context;
}
