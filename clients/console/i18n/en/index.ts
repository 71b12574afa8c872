import { auth } from './auth.ts';
import { campaigns } from './campaigns.ts';
import { channels } from './channels.ts';
import { common } from './common.ts';
import { dashboard } from './dashboard.ts';
import { templates } from './templates.ts';

/** The words of the console in English, by part. Other languages have the same names. */
export const en = { common, auth, campaigns, channels, dashboard, templates };
