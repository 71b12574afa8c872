'use client';
import { Download, Filter, Plus, Upload, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactSort } from '../../../sdk/src/contacts.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { BulkBar, type Selection } from './bulk_bar.tsx';
import { ChangeProgress } from './change_progress.tsx';
import { ContactForm } from './contact_form.tsx';
import { useContactCount, useContacts } from './data.ts';
import { ExportForm } from './export_form.tsx';
import { FilterBar } from './filter_bar.tsx';
import { useFilterState } from './filter_state.ts';
import { ContactRows } from './rows.tsx';
import { ContactsHeader } from './section_nav.tsx';
import { SegmentBuilder } from './segment_builder.tsx';

const NOBODY: Selection = { ids: new Set() };

/** In the header of a phone there is room for the icon of a button; its words are only heard. */
const ICON_ON_PHONE = '[header_&]:max-sm:size-9 [header_&]:max-sm:px-0 [header_&>span]:max-sm:sr-only';

/** All contacts of the workspace: found by words and conditions, changed one by one or many at once. */
export function ContactList() {
  const { t } = useTranslation(['contacts', 'common']);
  const format = useFormat();
  const { may, includes } = useWorkspace();
  const { words, conditions, filter, setWords, setConditions } = useFilterState();
  const [sort, setSort] = useState<ContactSort>('newest');
  const [selection, setSelection] = useState<Selection>(NOBODY);
  const [dialog, setDialog] = useState<'add' | 'segment' | 'export' | null>(null);
  const contacts = useContacts(filter, sort);
  const count = useContactCount(filter);
  if (!may('contacts.view')) return <Denied />;
  const rows = contacts.data?.pages.flatMap((page) => page.rows);
  const isFiltering = Object.keys(filter).length > 0;
  const isEverybody = 'everybody' in selection;
  const chosen = isEverybody ? (count.data?.count ?? 0) : selection.ids.size;
  const isPageChosen =
    !isEverybody && rows !== undefined && rows.length > 0 && rows.every(({ id }) => selection.ids.has(id));
  const change = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      setSelection(NOBODY);
      set(value);
    };
  };
  const add = may('contacts.edit') && (
    <Button tone="accent" className={ICON_ON_PHONE} onClick={() => setDialog('add')}>
      <Plus />
      <span>{t('add')}</span>
    </Button>
  );
  const importing = may('contacts.import') && (
    <Button asChild className={ICON_ON_PHONE}>
      <NavLink href="/contacts/import/">
        <Upload />
        <span>{t('import')}</span>
      </NavLink>
    </Button>
  );
  const counted = count.data && (
    <span className="tabular ms-2 font-normal text-base text-ink-soft">
      {count.data.exact ? '' : '≈ '}
      {format.count(count.data.count)}
    </span>
  );
  return (
    <div className="mx-auto flex h-full min-h-120 w-full max-w-7xl flex-col px-4 pt-5 pb-4 sm:px-6">
      <ContactsHeader
        count={counted}
        actions={
          <>
            {may('contacts.export') && includes('exports') && (
              <Button className={ICON_ON_PHONE} onClick={() => setDialog('export')}>
                <Download />
                <span>{t('export.action')}</span>
              </Button>
            )}
            {importing}
            {add}
          </>
        }
      />
      <ChangeProgress />
      <div className="mb-3 flex flex-wrap items-start gap-2">
        <FilterBar
          words={words}
          onWords={change(setWords)}
          conditions={conditions}
          onConditions={change(setConditions)}
        />
        {isFiltering && may('contacts.edit') && (
          <Button onClick={() => setDialog('segment')}>
            <Filter />
            {t('segment.save')}
          </Button>
        )}
      </div>
      <div className="relative flex min-h-0 flex-1 flex-col overflow-hidden rounded-xl border bg-surface shadow-soft">
        {isPageChosen && contacts.hasNextPage && (
          <p className="border-b bg-accent-soft px-4 py-2 text-center">
            {t('bulk.page', { count: chosen })}{' '}
            <button
              type="button"
              className="font-medium text-accent-text underline underline-offset-2"
              onClick={() => setSelection({ everybody: true })}
            >
              {t('bulk.everybody', {
                count: count.data?.count ?? 0,
                shown: format.count(count.data?.count ?? 0),
              })}
            </button>
          </p>
        )}
        {contacts.error ? (
          <Problem error={contacts.error} retry={() => void contacts.refetch()} />
        ) : rows === undefined ? (
          <SkeletonRows rows={9} />
        ) : rows.length === 0 ? (
          <Notice
            icon={Users}
            title={isFiltering ? t('emptyFilter') : t('empty')}
            about={isFiltering ? undefined : t('emptyAbout')}
            action={
              !isFiltering && (
                <>
                  {importing}
                  {add}
                </>
              )
            }
          />
        ) : (
          <ContactRows
            rows={rows}
            sort={sort}
            onSort={setSort}
            selection={selection}
            onSelect={may('contacts.edit') ? setSelection : null}
            loadMore={() => {
              if (contacts.hasNextPage && !contacts.isFetching) void contacts.fetchNextPage();
            }}
          />
        )}
        {chosen > 0 && (
          <BulkBar selection={selection} filter={filter} count={chosen} onDone={() => setSelection(NOBODY)} />
        )}
      </div>
      <Dialog
        open={dialog === 'add'}
        onOpenChange={() => setDialog(null)}
        title={t('add')}
        className="max-w-md"
      >
        <ContactForm onSaved={() => setDialog(null)} />
      </Dialog>
      <Dialog
        open={dialog === 'export'}
        onOpenChange={() => setDialog(null)}
        title={t('export.title')}
        about={t('export.about')}
        className="max-w-md"
      >
        <ExportForm filter={filter} onRequested={() => setDialog(null)} />
      </Dialog>
      <SegmentBuilder
        open={dialog === 'segment'}
        onClose={() => setDialog(null)}
        segment={{ name: '', definition: filter }}
      />
    </div>
  );
}
