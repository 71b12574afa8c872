'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  Ban,
  Copy,
  Download,
  Ellipsis,
  Pause,
  Pencil,
  Play,
  RotateCcw,
  Send,
  Trash2,
  Undo2,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Campaign, CampaignStats } from '../../../sdk/src/campaigns.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { campaignsKey } from './data.ts';
import { RetryDialog } from './retry_dialog.tsx';
import { TestDialog } from './test_dialog.tsx';

interface ActionsProps {
  campaign: Campaign;
  stats: CampaignStats | undefined;
  onChanged: () => void;
}

/** What can be done with a campaign in its present state. */
export function CampaignActions({ campaign, stats, onChanged }: ActionsProps) {
  const { t } = useTranslation(['campaigns', 'contacts', 'common']);
  const client = useClient();
  const router = useRouter();
  const queries = useQueryClient();
  const { brand, may, includes } = useWorkspace();
  const [open, setOpen] = useState<'cancel' | 'remove' | 'retry' | 'test' | null>(null);
  const change = useMutation({
    mutationFn: (verb: 'pause' | 'resume' | 'cancel' | 'unschedule') => client.campaigns[verb](campaign.id),
    onSettled: onChanged,
    onError: (error) => toast.error(error.message),
  });
  const removing = useMutation({
    mutationFn: () => client.campaigns.remove(campaign.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: campaignsKey(brand.id) });
      toast.success(t('page.removed', { name: campaign.name }));
      router.push('/campaigns/');
    },
    onError: (error) => {
      toast.error(error.message);
      setOpen(null);
      onChanged();
    },
  });
  const duplicate = useMutation({
    mutationFn: () => client.campaigns.duplicate(campaign.id, t('copyOf', { name: campaign.name })),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: campaignsKey(brand.id) });
      toast.success(t('page.duplicated'));
      router.push(`/campaigns/view/?id=${id}`);
    },
    onError: (error) => toast.error(error.message),
  });
  const exporting = useMutation({
    mutationFn: () =>
      client.exports.request({
        kind: 'campaign_messages',
        parameters: { campaign_id: campaign.id },
        format: 'csv',
      }),
    onSuccess: () =>
      toast.success(t('page.exported'), {
        action: { label: t('contacts:export.see'), onClick: () => router.push('/contacts/exports/') },
      }),
    onError: (error) => toast.error(error.message),
  });
  const status = stats?.status ?? campaign.status;
  const mayExport = includes('exports') && may('contacts.export') && (stats?.audience ?? 0) > 0;
  const mayLaunch = may('campaigns.launch');
  const mayEdit = may('campaigns.edit');
  const isOn = (verb: string) => change.isPending && change.variables === verb;
  return (
    <div className="flex flex-wrap gap-2">
      {mayEdit && status === 'draft' && (
        <Button asChild>
          <NavLink href={`/campaigns/new/?id=${campaign.id}`}>
            <Pencil />
            {t('page.edit')}
          </NavLink>
        </Button>
      )}
      {mayLaunch && status === 'running' && (
        <Button busy={isOn('pause')} onClick={() => change.mutate('pause')}>
          <Pause />
          {t('page.pause')}
        </Button>
      )}
      {mayLaunch && status === 'paused' && (
        <Button tone="accent" busy={isOn('resume')} onClick={() => change.mutate('resume')}>
          <Play />
          {t('page.resume')}
        </Button>
      )}
      {mayLaunch && status === 'scheduled' && (
        <Button busy={isOn('unschedule')} onClick={() => change.mutate('unschedule')}>
          <Undo2 />
          {t('page.unschedule')}
        </Button>
      )}
      {mayLaunch && (stats?.failed ?? 0) > 0 && ['running', 'paused', 'completed'].includes(status) && (
        <Button onClick={() => setOpen('retry')}>
          <RotateCcw />
          {t('page.retry')}
        </Button>
      )}
      {mayLaunch && ['running', 'paused', 'launching', 'scheduled'].includes(status) && (
        <Button tone="danger" onClick={() => setOpen('cancel')}>
          <Ban />
          {t('page.cancel')}
        </Button>
      )}
      {(mayEdit || mayExport) && (
        <Menu
          trigger={
            <Button size="icon" aria-label={t('page.more')} busy={duplicate.isPending || exporting.isPending}>
              {!duplicate.isPending && !exporting.isPending && <Ellipsis />}
            </Button>
          }
        >
          {mayEdit && (
            <MenuItem onSelect={() => duplicate.mutate()}>
              <Copy />
              {t('page.duplicate')}
            </MenuItem>
          )}
          {mayExport && (
            <MenuItem onSelect={() => exporting.mutate()}>
              <Download />
              {t('page.export')}
            </MenuItem>
          )}
          {mayEdit && may('conversations.reply') && (
            <MenuItem onSelect={() => setOpen('test')}>
              <Send />
              {t('page.test')}
            </MenuItem>
          )}
          {mayEdit && status === 'draft' && (
            <MenuItem onSelect={() => setOpen('remove')}>
              <Trash2 />
              {t('page.remove')}
            </MenuItem>
          )}
        </Menu>
      )}
      {open === 'retry' && stats !== undefined && (
        <RetryDialog
          campaignId={campaign.id}
          stats={stats}
          onClose={() => setOpen(null)}
          onRetried={onChanged}
        />
      )}
      {open === 'test' && <TestDialog campaignId={campaign.id} onClose={() => setOpen(null)} />}
      <Confirm
        open={open === 'cancel'}
        onClose={() => setOpen(null)}
        title={t('page.cancelTitle')}
        about={t('page.cancelAbout')}
        yes={t('page.cancelYes')}
        no={t('page.cancelNo')}
        busy={isOn('cancel')}
        onConfirm={() => change.mutate('cancel', { onSettled: () => setOpen(null) })}
      />
      <Confirm
        open={open === 'remove'}
        onClose={() => setOpen(null)}
        title={t('page.removeTitle')}
        about={t('page.removeAbout')}
        yes={t('page.remove')}
        no={t('common:cancel')}
        busy={removing.isPending}
        onConfirm={() => removing.mutate()}
      />
    </div>
  );
}
