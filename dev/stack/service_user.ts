import { connect } from '../postgres/cluster.ts';
import type { DatabaseUrls } from './database.ts';
import { StackError } from './errors.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

/** The Auth user as which the worker reaches Storage. */
export const SERVICE_EMAIL = 'worker@service.example.com';

/** Signs the worker's user up and lets it in, as an operator does once on a hosted project. Repeating it is harmless. */
export async function ensureServiceUser(stack: {
  ports: Ports;
  secrets: Secrets;
  urls: DatabaseUrls;
}): Promise<void> {
  const { ports, secrets, urls } = stack;
  const sql = connect(urls.postgres);
  try {
    const [known] = await sql`select from private.service_users`;
    if (known) return;
    const response = await fetch(`http://127.0.0.1:${ports.dataApi}/auth/v1/signup`, {
      method: 'POST',
      headers: { apikey: secrets.publishable_key, 'content-type': 'application/json' },
      body: JSON.stringify({ email: SERVICE_EMAIL, password: secrets.service_password }),
    });
    const registered = await sql`
      insert into private.service_users (user_id) select id from auth.users where email = ${SERVICE_EMAIL} returning user_id`;
    // An interrupted start leaves a user who is signed up already: only a missing one is an error.
    if (registered.length === 0) {
      throw new StackError(`The worker's user could not be signed up: Auth answered ${response.status}.`);
    }
  } finally {
    await sql.end({ timeout: 2 });
  }
}
