'use client';
import { ClipboardCheck, FileText, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../../sdk/src/templates.ts';
import { useQueryString } from '../../lib/query_string.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { SearchInput } from '../../ui/search_input.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { useTemplates } from './data.ts';
import { TemplateDetail } from './detail.tsx';
import { TemplateEditor } from './editor.tsx';
import { TemplatePreview } from './preview.tsx';
import { shapeOf } from './shape.ts';
import { TemplateStatus } from './status.tsx';

const FILTERS = ['all', 'draft', 'review', 'PENDING', 'APPROVED', 'REJECTED'] as const;
type Filter = (typeof FILTERS)[number];

const isFitting = (filter: Filter, { meta_status, review_status }: Template) => {
  if (filter === 'all') return true;
  if (filter === 'review') return review_status === 'in_review';
  if (filter === 'draft') return meta_status === null && review_status !== 'in_review';
  return meta_status === filter;
};

const GRID = 'grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3';

interface Editing {
  template: Template | null;
  /** A new one begins as the same in another language. */
  like?: Template;
}

/** The templates of the workspace: written here, reviewed here, approved by Meta. */
export function TemplateList() {
  const { t } = useTranslation('templates');
  const { may } = useWorkspace();
  const templates = useTemplates();
  const [words, setWords] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [openId, setOpenId] = useQueryString('id');
  const [editing, setEditing] = useState<Editing | null>(null);
  if (!may('templates.view')) return <Denied />;
  const wanted = words.trim().toLowerCase();
  const shown = templates.data?.filter(
    (template) =>
      isFitting(filter, template) &&
      (wanted === '' ||
        `${template.name} ${shapeOf(template.components).body}`.toLowerCase().includes(wanted)),
  );
  const create = may('templates.edit') && (
    <Button tone="accent" onClick={() => setEditing({ template: null })}>
      <Plus />
      {t('new')}
    </Button>
  );
  const open = templates.data?.find(({ id }) => id === openId);
  const siblings = templates.data?.filter(
    ({ id, name, waba_id }) => id !== open?.id && name === open?.name && waba_id === open?.waba_id,
  );
  const inReview = templates.data?.filter((one) => isFitting('review', one)).length ?? 0;
  return (
    <Page title={t('title')} about={t('about')} actions={create}>
      {inReview > 0 && filter !== 'review' && may('templates.approve') && (
        <div className="mb-4 flex flex-wrap items-center gap-3 rounded-xl bg-info-soft px-4 py-2.5 text-info">
          <ClipboardCheck className="size-4 shrink-0" aria-hidden />
          <p className="min-w-0 flex-1 basis-52">{t('queue', { count: inReview })}</p>
          <Button size="sm" onClick={() => setFilter('review')}>
            {t('queueOpen')}
          </Button>
        </div>
      )}
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <Choices
          label={t('filter')}
          value={filter}
          onChange={setFilter}
          options={FILTERS.map((value) => ({
            value,
            label: t(`show.${value}`),
            count:
              value === 'review' ? templates.data?.filter((one) => isFitting(value, one)).length : undefined,
          }))}
        />
        <SearchInput label={t('search')} words={words} onWords={setWords} />
      </div>
      {templates.error ? (
        <Problem error={templates.error} retry={() => void templates.refetch()} />
      ) : shown === undefined ? (
        <ul className={GRID} aria-busy="true">
          {Array.from({ length: 6 }, (_, i) => (
            <li key={i} className="overflow-hidden rounded-xl border bg-surface shadow-soft">
              <Skeleton className="h-44 w-full rounded-none" />
              <div className="grid gap-1.5 px-4 py-3.5">
                <Skeleton className="h-4 w-2/5" />
                <Skeleton className="h-3 w-1/4" />
              </div>
            </li>
          ))}
        </ul>
      ) : shown.length === 0 ? (
        <Card>
          <Notice
            icon={FileText}
            title={templates.data?.length ? t('emptyFilter') : t('empty')}
            about={templates.data?.length ? undefined : t('emptyAbout')}
            action={!templates.data?.length && create}
          />
        </Card>
      ) : (
        <ul className={GRID}>
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
        {open && (
          <TemplateDetail
            template={open}
            siblings={siblings ?? []}
            onOpen={setOpenId}
            onGone={() => setOpenId(null)}
            onEdit={() => {
              setEditing({ template: open });
              setOpenId(null);
            }}
            onTranslate={() => {
              setEditing({ template: null, like: open });
              setOpenId(null);
            }}
          />
        )}
      </Dialog>
      <Dialog
        open={editing !== null}
        onOpenChange={() => setEditing(null)}
        title={editing?.template ? t('step.edit') : t('new')}
        className="max-w-5xl"
        isForm
      >
        {editing !== null && (
          <TemplateEditor template={editing.template} like={editing.like} onDone={() => setEditing(null)} />
        )}
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
