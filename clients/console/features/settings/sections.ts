import {
  Building2,
  Clock,
  Gauge,
  History,
  Hourglass,
  KeyRound,
  type LucideIcon,
  MessageSquareQuote,
  Phone,
  Send,
  ServerCog,
  ShieldCheck,
  Store,
  UserRound,
  UsersRound,
  Waypoints,
} from 'lucide-react';

export interface Section {
  name:
    | 'profile'
    | 'organization'
    | 'brands'
    | 'members'
    | 'roles'
    | 'plan'
    | 'retention'
    | 'audit'
    | 'numbers'
    | 'sending'
    | 'hours'
    | 'routing'
    | 'replies'
    | 'consent'
    | 'platform';
  icon: LucideIcon;
  permission?: string;
  /** Only for the people who run the platform. */
  isPlatform?: boolean;
}

/** The parts of the settings, by whom they concern. */
export const SECTION_GROUPS: { name: 'you' | 'organization' | 'work' | 'platform'; sections: Section[] }[] = [
  { name: 'you', sections: [{ name: 'profile', icon: UserRound }] },
  {
    name: 'work',
    sections: [
      { name: 'numbers', icon: Phone, permission: 'channels.view' },
      { name: 'sending', icon: Send, permission: 'channels.view' },
      { name: 'hours', icon: Clock, permission: 'conversations.view' },
      { name: 'routing', icon: Waypoints, permission: 'conversations.view' },
      { name: 'replies', icon: MessageSquareQuote, permission: 'conversations.view' },
      { name: 'consent', icon: ShieldCheck, permission: 'contacts.view' },
    ],
  },
  {
    name: 'organization',
    sections: [
      { name: 'organization', icon: Building2 },
      { name: 'brands', icon: Store, permission: 'brands.manage' },
      { name: 'members', icon: UsersRound },
      { name: 'roles', icon: KeyRound, permission: 'members.manage' },
      { name: 'plan', icon: Gauge },
      { name: 'retention', icon: Hourglass, permission: 'organization.manage' },
      { name: 'audit', icon: History, permission: 'audit.view' },
    ],
  },
  { name: 'platform', sections: [{ name: 'platform', icon: ServerCog, isPlatform: true }] },
];
