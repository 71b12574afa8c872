import type { En } from '../en/index.ts';
import type { FullTranslation } from '../languages.ts';
import { auth } from './auth.ts';
import { campaigns } from './campaigns.ts';
import { channels } from './channels.ts';
import { common } from './common.ts';
import { consent } from './consent.ts';
import { contacts } from './contacts.ts';
import { dashboard } from './dashboard.ts';
import { imports } from './imports.ts';
import { inbox } from './inbox.ts';
import { sending } from './sending.ts';
import { settings } from './settings.ts';
import { templates } from './templates.ts';
import { undelivered } from './undelivered.ts';

export const es: FullTranslation<En> = {
  common,
  auth,
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
