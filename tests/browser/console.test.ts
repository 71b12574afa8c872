import { describe } from 'vitest';
import { accessibilityTests } from './accessibility.ts';
import { campaignKeysTest } from './campaign_keys.ts';
import { carouselTest } from './carousel.ts';
import { firstDayJourney } from './first_day.ts';
import { inboxTests } from './inbox.ts';
import { inboxFindingTests, lateTest, promiseTest } from './inbox_finding.ts';
import { inboxTeamTests } from './inbox_team.ts';
import { isolationTests } from './isolation.ts';
import { peopleTests } from './people.ts';
import { peopleAndSettingsTests, themeTest } from './people_and_settings.ts';
import { planTests } from './plans.ts';
import { sendingTests } from './sending.ts';
import { useConsole } from './world.ts';

/** One stack and one browser for all of them: starting both costs more than most of the tests. */
describe('the console', { timeout: 900_000 }, () => {
  const console = useConsole();

  firstDayJourney(console);
  isolationTests(console);
  peopleAndSettingsTests(console);
  peopleTests(console);
  campaignKeysTest(console);
  sendingTests(console);
  carouselTest(console);
  planTests(console);
  inboxTests(console);
  inboxFindingTests(console);
  promiseTest(console);
  inboxTeamTests(console);
  themeTest(console);
  accessibilityTests(console);
  lateTest(console);
});
