import {
  FileText,
  LayoutDashboard,
  type LucideIcon,
  MailX,
  Megaphone,
  MessagesSquare,
  Settings,
  Users,
} from 'lucide-react';

export interface PageLink {
  name: 'dashboard' | 'inbox' | 'contacts' | 'campaigns' | 'templates' | 'undelivered' | 'settings';
  path: string;
  icon: LucideIcon;
  /** Without it the page has nothing to show. */
  permission?: string;
}

/** The parts of the console, in the order of their use. */
export const PAGES: PageLink[] = [
  { name: 'dashboard', path: '/', icon: LayoutDashboard },
  { name: 'inbox', path: '/inbox/', icon: MessagesSquare, permission: 'conversations.view' },
  { name: 'contacts', path: '/contacts/', icon: Users, permission: 'contacts.view' },
  { name: 'campaigns', path: '/campaigns/', icon: Megaphone, permission: 'campaigns.view' },
  { name: 'templates', path: '/templates/', icon: FileText, permission: 'templates.view' },
  { name: 'undelivered', path: '/undelivered/', icon: MailX, permission: 'conversations.view' },
  { name: 'settings', path: '/settings/', icon: Settings },
];

export function isAt(path: string, page: string): boolean {
  return page === '/' ? path === '/' : path.startsWith(page.replace(/\/$/, ''));
}
