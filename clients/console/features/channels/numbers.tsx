'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pause, Phone, Play, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { WhatsappAccount } from '../../../sdk/src/whatsapp_accounts.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from '../settings/section_page.tsx';
import { ConnectForm } from './connect_form.tsx';
import { numbersKey, useNumbers } from './data.ts';
import { NumberQuality, NumberState } from './number_state.tsx';

/** The WhatsApp numbers of the workspace: health, pause, connecting one. */
export function NumberSettings() {
  const { t } = useTranslation('settings');
  const { may } = useWorkspace();
  const numbers = useNumbers();
  const [isConnecting, setConnecting] = useState(false);
  if (!may('channels.view')) return <Denied />;
  const connect = may('channels.manage') && (
    <Button tone="accent" onClick={() => setConnecting(true)}>
      <Plus />
      {t('numbers.connect')}
    </Button>
  );
  return (
    <SectionPage title={t('section.numbers')} about={t('numbers.about')} actions={connect}>
      {numbers.error ? (
        <Problem error={numbers.error} retry={() => void numbers.refetch()} />
      ) : numbers.data === undefined ? (
        <Card>
          <SkeletonRows rows={2} />
        </Card>
      ) : numbers.data.length === 0 ? (
        <Card>
          <Notice icon={Phone} title={t('numbers.empty')} about={t('numbers.emptyAbout')} action={connect} />
        </Card>
      ) : (
        numbers.data.map((account) => <NumberCard key={account.id} account={account} />)
      )}
      <Dialog
        open={isConnecting}
        onOpenChange={setConnecting}
        title={t('numbers.connect')}
        about={t('numbers.connectAbout')}
      >
        <ConnectForm onConnected={() => setConnecting(false)} />
      </Dialog>
    </SectionPage>
  );
}

function NumberCard({ account }: { account: WhatsappAccount }) {
  const { t } = useTranslation(['settings', 'channels']);
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { brand, may } = useWorkspace();
  const toggle = useMutation({
    mutationFn: () =>
      account.is_paused
        ? client.whatsappAccounts.resume(account.id)
        : client.whatsappAccounts.pause(account.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: numbersKey(brand.id) }),
    onError: (error) => toast.error(error.message),
  });
  const people = /^TIER_(\d+)(K?)$/.exec(account.messaging_tier ?? '');
  const tier =
    people === null
      ? account.messaging_tier === 'TIER_UNLIMITED'
        ? t('numbers.noLimit')
        : (account.messaging_tier ?? '–')
      : t('numbers.people', {
          count: Number(people[1]) * (people[2] === 'K' ? 1000 : 1),
          shown: format.count(Number(people[1]) * (people[2] === 'K' ? 1000 : 1)),
        });
  const facts = [
    ...(account.verified_name === null
      ? []
      : [{ name: t('numbers.shownName'), value: account.verified_name }]),
    { name: t('numbers.rate'), value: t('channels:rate', { count: account.throughput_mps }) },
    { name: t('numbers.tier'), value: tier },
    { name: t('numbers.numberId'), value: account.phone_number_id },
    { name: t('numbers.wabaId'), value: account.waba_id },
  ];
  return (
    <Card aria-label={account.account_name}>
      <div className="flex flex-wrap items-center gap-3 px-4 py-3">
        <div className="min-w-0 flex-1 basis-40">
          <h2 className="truncate font-semibold">{account.account_name}</h2>
          <p className="tabular text-ink-soft" dir="ltr">
            <span className="block text-start">{account.phone_number}</span>
          </p>
        </div>
        <NumberQuality rating={account.quality_rating} />
        <NumberState account={account} />
        {may('channels.manage') && (
          <Button size="sm" busy={toggle.isPending} onClick={() => toggle.mutate()}>
            {account.is_paused ? <Play /> : <Pause />}
            {account.is_paused ? t('numbers.resume') : t('numbers.pause')}
          </Button>
        )}
      </div>
      {account.is_paused && account.pause_reason && (
        <p className="mx-4 mb-3 rounded-lg bg-warn-soft px-3 py-2 text-warn">
          {account.pause_reason}{' '}
          {account.paused_by === 'meta' ? t('numbers.metaPaused') : t('numbers.resumeHint')}
        </p>
      )}
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 border-t px-4 py-3 md:grid-cols-5">
        {facts.map(({ name, value }) => (
          <div key={name} className="min-w-0">
            <dt className="text-ink-soft text-xs">{name}</dt>
            <dd className="tabular truncate">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
