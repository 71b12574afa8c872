'use client';
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
import { useWorkspace } from '../session/workspace.tsx';

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
const SECTION_GROUPS: { name: 'you' | 'organization' | 'work' | 'platform'; sections: Section[] }[] = [
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

/** The groups with those of their sections that the person may open; empty ones are left out. */
export function useSectionGroups() {
  const { may, isPlatformAdmin } = useWorkspace();
  return SECTION_GROUPS.map(({ name, sections }) => ({
    name,
    sections: sections.filter(
      ({ permission, isPlatform }) =>
        (permission === undefined || may(permission)) && (!isPlatform || isPlatformAdmin),
    ),
  })).filter(({ sections }) => sections.length > 0);
}

/** As `useSectionGroups`, without the groups. */
export function useSections(): Section[] {
  return useSectionGroups().flatMap(({ sections }) => sections);
}
