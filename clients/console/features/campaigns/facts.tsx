'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Audience, AudienceParts } from '../../../sdk/src/audience.ts';
import type { Campaign } from '../../../sdk/src/campaigns.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useNumbers } from '../channels/data.ts';
import { useGroups, useLabels, useSegments } from '../contacts/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { TemplatePreview } from '../templates/preview.tsx';
import { shapeOf } from '../templates/shape.ts';
import { campaignKey } from './data.ts';

/** What a campaign sends, from which number, to whom. */
export function CampaignFacts({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const client = useClient();
  const numbers = useNumbers().data ?? [];
  const { brand } = useWorkspace();
  const further = useQuery({
    queryKey: [...campaignKey(brand.id, campaign.id), 'numbers'],
    queryFn: () => client.campaigns.furtherNumbers(campaign.id),
  });
  const senders = numbers.filter(
    ({ id }) => id === campaign.whatsapp_account_id || further.data?.includes(id),
  );
  const say = useAudienceWords();
  const template = useQuery({
    queryKey: ['template', campaign.template_id],
    queryFn: () => client.templates.get(campaign.template_id),
    staleTime: 60_000,
  });
  const audience = campaign.audience as unknown as Audience;
  const facts = [
    {
      name: t('fact.number'),
      value: senders.map(({ account_name, phone_number }) => `${account_name} (${phone_number})`).join(', '),
    },
    { name: t('fact.audience'), value: 'all' in audience ? t('wizard.everyone') : say(audience) },
    { name: t('wizard.exclude'), value: audience.exclude && say(audience.exclude) },
    {
      name: t('wizard.template'),
      value: template.data && (
        <NavLink
          href={`/templates/?id=${template.data.id}`}
          className="text-accent-text underline underline-offset-2"
        >
          {template.data.name} ({template.data.language})
        </NavLink>
      ),
    },
  ].filter(({ value }) => value);
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('fact.title')} />
      <dl className="grid gap-2.5 px-4 pb-4">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt className="text-ink-soft text-xs">{name}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {template.data === undefined ? (
        !template.error && <Skeleton className="h-40 rounded-none" />
      ) : (
        <TemplatePreview shape={shapeOf(template.data.components)} className="rounded-none" />
      )}
    </Card>
  );
}

/** The lists that an audience names, by their names. */
function useAudienceWords(): (parts: AudienceParts) => string {
  const { t } = useTranslation('campaigns');
  const names = new Map<string, string>();
  for (const list of [useLabels().data, useGroups().data, useSegments().data]) {
    for (const { id, name } of list ?? []) names.set(id, name);
  }
  return ({ segments = [], labels = [], groups = [], contact_ids = [], filter }) =>
    [
      ...[...segments, ...labels, ...groups].map((id) => names.get(id) ?? '…'),
      contact_ids.length > 0 && t('wizard.chosen', { count: contact_ids.length }),
      filter && t('fact.filter'),
    ]
      .filter(Boolean)
      .join(', ');
}
