import i18next from 'i18next';
import '../start.ts';
import { campaigns } from './campaigns.ts';
import { channels } from './channels.ts';
import { consent } from './consent.ts';
import { contacts } from './contacts.ts';
import { dashboard } from './dashboard.ts';
import { imports } from './imports.ts';
import { inbox } from './inbox.ts';
import { sending } from './sending.ts';
import { settings } from './settings.ts';
import { templates } from './templates.ts';
import { undelivered } from './undelivered.ts';

/** The words of the pages behind the door; whoever imports this has them known. */
export const work = {
  campaigns,
  channels,
  consent,
  contacts,
  dashboard,
  imports,
  inbox,
  sending,
  settings,
  templates,
  undelivered,
};

for (const [part, words] of Object.entries(work)) i18next.addResourceBundle('en', part, words);
