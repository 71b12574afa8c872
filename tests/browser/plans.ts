import postgres from 'postgres';
import { expect, test } from 'vitest';
import { examine } from './examine.ts';
import type { Console } from './world.ts';

const OWNER = 'owner@juniper-outdoor.example';
const OPERATOR = 'owner@lumen-clinic.example';

/** A larger plan from the wish to the grant, by the two people who meet over it. */
export function planTests(console: Console): void {
  test('an owner asks for a plan, the platform grants it, and the owner is told', async () => {
    const sql = postgres(console.status().db_url, { max: 1, onnotice: () => {} });
    try {
      await sql`insert into private.platform_admins (user_id) select id from auth.users where email = ${OPERATOR}`;
      const owner = await console.openAs(OWNER, '/settings/plan/');
      const ask = owner.getByRole('button', { name: /^Ask for / }).last();
      const plan = (await ask.getAttribute('aria-label'))?.replace('Ask for ', '') ?? '';
      await ask.click();
      await owner.getByLabel('What they should know').fill('We open three more shops.');
      await owner.getByRole('button', { name: 'Ask', exact: true }).click();
      const request = owner.getByRole('region', { name: 'Your request' });
      await request.getByText('Asked for').waitFor();
      await console.picture(owner, 'plan-request-1440-light');

      const operator = await console.openAs(OPERATOR, '/settings/platform/');
      await operator.getByText('We open three more shops.').waitFor();
      await operator.getByText('Workers', { exact: true }).waitFor();
      expect(await examine(operator)).toEqual([]);
      await operator.getByRole('button', { name: 'Grant the request of Juniper Outdoor' }).click();
      await operator.getByLabel('Answer').fill('Good luck with them.');
      await operator.getByRole('dialog').getByRole('button', { name: 'Grant' }).click();
      await operator.getByText('Nobody waits for another plan.').waitFor();

      await owner.reload();
      await request.getByText('Granted').waitFor();
      await request.getByText('Good luck with them.').waitFor();
      const own = owner.getByRole('columnheader').filter({ hasText: 'Your plan' });
      expect(await own.textContent()).toContain(plan);
    } finally {
      await sql`delete from private.platform_admins where user_id = (select id from auth.users where email = ${OPERATOR})`;
      await sql.end();
    }
  });
}
