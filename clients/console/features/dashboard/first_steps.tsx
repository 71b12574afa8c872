'use client';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleDashed } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { recall, remember } from '../../lib/storage.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { cn } from '../../ui/cn.ts';
import { NavLink } from '../../ui/nav_link.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useNumbers } from '../channels/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

/** The states of a campaign that somebody launched or is about to. */
const BEGUN = ['scheduled', 'launching', 'running', 'paused', 'completed', 'canceled', 'failed'];

/** What a new workspace still lacks before it can send; gone when nothing does. */
export function FirstSteps() {
  const { t } = useTranslation('dashboard');
  const client = useClient();
  const { brand, may } = useWorkspace();
  const isBuilder = may('channels.manage') && may('campaigns.edit');
  const numbers = useNumbers();
  const contacts = useQuery({
    queryKey: ['has-contacts', brand.id],
    queryFn: async () => (await client.contacts.list({ limit: 1 })).rows.length > 0,
    enabled: isBuilder,
  });
  const templates = useQuery({
    queryKey: ['has-approved-template', brand.id],
    queryFn: async () => (await client.templates.list({ metaStatus: 'APPROVED' })).length > 0,
    enabled: isBuilder,
  });
  const campaigns = useQuery({
    queryKey: ['has-campaign', brand.id],
    queryFn: async () => (await client.campaigns.list({ statuses: BEGUN, limit: 1 })).length > 0,
    enabled: isBuilder,
  });
  const error = [numbers, contacts, templates, campaigns].find((one) => one.error !== null);
  const steps = [
    { name: 'number', path: '/settings/numbers/', isDone: numbers.data && numbers.data.length > 0 },
    { name: 'contacts', path: '/contacts/', isDone: contacts.data },
    { name: 'template', path: '/templates/', isDone: templates.data },
    {
      name: 'campaign',
      path: '/campaigns/new/',
      isDone: campaigns.data,
    },
  ] as const;
  const slot = `ready.${brand.id}`;
  const isLoading = steps.some(({ isDone }) => isDone === undefined);
  const isReady = steps.every(({ isDone }) => isDone);
  useEffect(() => {
    if (isReady) remember(slot, 'yes');
  }, [isReady, slot]);
  if (!isBuilder || isReady) return null;
  // Whoever was ready last time most likely still is: what lies below does not move for him.
  if (isLoading && (recall(slot) !== null || error !== undefined)) return null;
  return (
    <Card className="mb-4">
      <CardHeader title={t('start.title')} />
      <ol className="grid gap-px overflow-hidden rounded-b-xl border-t bg-line sm:grid-cols-2 xl:grid-cols-4">
        {steps.map(({ name, path, isDone }) => (
          <li key={name} className="relative flex items-center gap-3 bg-surface px-4 py-3.5 hover:bg-sunken">
            {isLoading ? (
              <Skeleton className="size-5 shrink-0 rounded-full" />
            ) : isDone ? (
              <CircleCheck className="size-5 shrink-0 text-good" aria-label={t('start.done')} />
            ) : (
              <CircleDashed className="size-5 shrink-0 text-ink-soft" aria-hidden />
            )}
            <NavLink
              href={path}
              className={cn(
                'font-medium after:absolute after:inset-0',
                isDone && 'font-normal text-ink-soft',
              )}
            >
              {t(`start.${name}`)}
            </NavLink>
          </li>
        ))}
      </ol>
    </Card>
  );
}
