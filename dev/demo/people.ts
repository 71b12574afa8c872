import { createWabaseClient, type WabaseClient } from '../../clients/sdk/src/client.ts';
import { WabaseError } from '../../clients/sdk/src/errors.ts';
import type { StackStatus } from '../stack/status.ts';
import { demoPassword } from './secrets.ts';

/** A client of the stack that nobody has signed in to. */
export function createStackClient({ api_url, publishable_key }: StackStatus): WabaseClient {
  return createWabaseClient({ url: api_url, publishableKey: publishable_key });
}

/** A demo user who is signed in. */
export interface SignedIn {
  client: WabaseClient;
  userId: string;
  email: string;
  password: string;
}

/** Signs a demo user in; signs him up when he has no account yet. */
export async function signInOrUp(stack: StackStatus, email: string): Promise<SignedIn> {
  const client = createStackClient(stack);
  const password = demoPassword(stack.secret_key, email);
  const { user } = await client.auth.signUp(email, password).catch((error: unknown) => {
    // Supabase Auth has two names for it, by version.
    const exists = ['user_already_exists', 'email_exists'];
    if (error instanceof WabaseError && exists.includes(error.slug))
      return client.auth.signIn(email, password);
    throw error;
  });
  return { client, userId: user.id, email, password };
}
