import {
  Building2,
  Gauge,
  History,
  type LucideIcon,
  Phone,
  ServerCog,
  Store,
  UserRound,
  UsersRound,
} from 'lucide-react';

export interface Section {
  name: 'profile' | 'organization' | 'brands' | 'members' | 'numbers' | 'plan' | 'audit' | 'platform';
  icon: LucideIcon;
  permission?: string;
  /** Only for the people who run the platform. */
  isPlatform?: boolean;
}

/** The parts of the settings. */
export const SECTIONS: Section[] = [
  { name: 'profile', icon: UserRound },
  { name: 'organization', icon: Building2 },
  { name: 'brands', icon: Store, permission: 'brands.manage' },
  { name: 'members', icon: UsersRound },
  { name: 'numbers', icon: Phone, permission: 'channels.view' },
  { name: 'plan', icon: Gauge },
  { name: 'audit', icon: History, permission: 'audit.view' },
  { name: 'platform', icon: ServerCog, isPlatform: true },
];
