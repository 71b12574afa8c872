'use client';
import { FileText, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../../sdk/src/templates.ts';
import { useFormat } from '../../lib/format.ts';
import { useQueryString } from '../../lib/query_string.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Input } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { useTemplates } from './data.ts';
import { TemplatePreview } from './preview.tsx';
import { shapeOf } from './shape.ts';

const META: Record<string, Tone> = {
  APPROVED: 'good',
  PENDING: 'info',
  REJECTED: 'bad',
  PAUSED: 'warn',
  DISABLED: 'bad',
};
const FILTERS = ['all', 'APPROVED', 'PENDING', 'REJECTED'] as const;
type Filter = (typeof FILTERS)[number];

export function TemplateStatus({ template }: { template: Template }) {
  const { t } = useTranslation('templates');
  if (template.meta_status === null)
    return <Badge>{t(`review.${template.review_status as 'draft'}`, template.review_status)}</Badge>;
  return (
    <Badge tone={META[template.meta_status] ?? 'neutral'}>
      {t(`meta.${template.meta_status as 'APPROVED'}`, template.meta_status)}
    </Badge>
  );
}

export function TemplateList() {
  const { t } = useTranslation('templates');
  const { may } = useWorkspace();
  const templates = useTemplates();
  const [words, setWords] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [openId, setOpenId] = useQueryString('id');
  if (!may('templates.view')) return <Denied />;
  const wanted = words.trim().toLowerCase();
  const shown = templates.data?.filter(
    ({ name, meta_status, components }) =>
      (filter === 'all' || meta_status === filter) &&
      (wanted === '' || `${name} ${shapeOf(components).body}`.toLowerCase().includes(wanted)),
  );
  const open = templates.data?.find(({ id }) => id === openId);
  return (
    <Page title={t('title')} about={t('about')}>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <Choices
          label={t('filter')}
          value={filter}
          onChange={setFilter}
          options={FILTERS.map((value) => ({
            value,
            label: value === 'all' ? t('all') : t(`meta.${value}`),
          }))}
        />
        <div className="relative w-full sm:w-64">
          <Search className="pointer-events-none absolute start-3 top-2.5 size-4 text-ink-soft" aria-hidden />
          <Input
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            className="ps-9"
          />
        </div>
      </div>
      {templates.error ? (
        <Problem error={templates.error} retry={() => void templates.refetch()} />
      ) : shown === undefined ? (
        <Card>
          <SkeletonRows />
        </Card>
      ) : shown.length === 0 ? (
        <Card>
          <Notice
            icon={FileText}
            title={templates.data?.length ? t('emptyFilter') : t('empty')}
            about={templates.data?.length ? undefined : t('emptyAbout')}
          />
        </Card>
      ) : (
        <ul className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {shown.map((template) => (
            <TemplateCard key={template.id} template={template} onOpen={() => setOpenId(template.id)} />
          ))}
        </ul>
      )}
      <Dialog
        open={open !== undefined}
        onOpenChange={() => setOpenId(null)}
        title={open?.name ?? ''}
        place="side"
      >
        {open && <TemplateDetail template={open} />}
      </Dialog>
    </Page>
  );
}

function TemplateCard({ template, onOpen }: { template: Template; onOpen: () => void }) {
  const { t } = useTranslation('templates');
  return (
    <li className="relative overflow-hidden rounded-xl border bg-surface shadow-soft hover:border-line-strong/60">
      <TemplatePreview
        shape={shapeOf(template.components)}
        className="h-44 overflow-hidden rounded-none [mask-image:linear-gradient(black_80%,transparent)]"
      />
      <div className="flex items-center gap-2 px-4 py-3">
        <div className="min-w-0 flex-1">
          <button
            type="button"
            onClick={onOpen}
            className="block max-w-full truncate font-medium after:absolute after:inset-0"
          >
            {template.name}
          </button>
          <p className="truncate text-ink-soft text-xs">
            {t(`category.${template.category as 'MARKETING'}`, template.category)} · {template.language}
          </p>
        </div>
        <TemplateStatus template={template} />
      </div>
    </li>
  );
}

function TemplateDetail({ template }: { template: Template }) {
  const { t } = useTranslation('templates');
  const format = useFormat();
  const facts = [
    { name: t('fact.status'), value: <TemplateStatus template={template} /> },
    { name: t('fact.category'), value: t(`category.${template.category as 'MARKETING'}`, template.category) },
    { name: t('fact.language'), value: template.language },
    ...(template.quality === null ? [] : [{ name: t('fact.quality'), value: template.quality }]),
    { name: t('fact.updated'), value: format.moment(template.updated_at) },
  ];
  return (
    <div className="grid gap-5">
      <TemplatePreview shape={shapeOf(template.components)} />
      {template.rejection_reason && (
        <p className="rounded-lg bg-bad-soft px-3 py-2 text-bad">
          {t('rejected', { reason: template.rejection_reason })}
        </p>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {facts.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
