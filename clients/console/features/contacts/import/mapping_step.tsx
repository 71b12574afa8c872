'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ColumnUse, ContactImport, ImportSettings } from '../../../../sdk/src/imports.ts';
import { useFormat } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Card, CardHeader } from '../../../ui/card.tsx';
import { Field, Input, Select } from '../../../ui/field.tsx';
import { Cell, Head, Row, Table } from '../../../ui/table.tsx';
import { useClient } from '../../session/session.tsx';
import { ConsentFields, type ImportConsent } from './consent_fields.tsx';
import { Counts } from './counts.tsx';
import { keyOf } from './key_of.ts';
import { ReadingFields } from './reading_fields.tsx';

const FIELDS = ['phone', 'name', 'locale', 'labels', 'groups', 'attribute'] as const;
const DATES = ['iso', 'dmy', 'mdy'] as const;
const POLICIES = ['skip', 'update', 'fill_blanks'] as const;

interface MappingStepProps {
  found: ContactImport;
  onChanged: () => void;
}

/** What each column is, and what happens to people who are there already; tried before anything is written. */
export function MappingStep({ found, onChanged }: MappingStepProps) {
  const { t } = useTranslation('imports');
  const client = useClient();
  const format = useFormat();
  const columns = found.analysis?.columns ?? [];
  const [uses, setUses] = useState<(ColumnUse | null)[]>(() =>
    columns.map(({ field, key }) =>
      field === undefined ? null : { field, ...(key !== undefined && { key }) },
    ),
  );
  const [policy, setPolicy] = useState<(typeof POLICIES)[number]>('fill_blanks');
  const [country, setCountry] = useState('');
  const [label, setLabel] = useState('');
  const [group, setGroup] = useState('');
  const [dates, setDates] = useState<(typeof DATES)[number]>('iso');
  const [consent, setConsent] = useState<ImportConsent>({ category: '', source: '' });
  const settings: ImportSettings = {
    mapping: uses.flatMap((use, column) => (use === null ? [] : [{ column, ...use }])),
    policy,
    ...(country.trim() !== '' && { default_country: country.trim().toUpperCase() }),
    ...(label.trim() !== '' && { labels: [label.trim()] }),
    ...(group.trim() !== '' && { groups: [group.trim()] }),
    ...(dates !== 'iso' && { date_format: dates }),
    ...(consent.category !== '' && {
      consent_category: consent.category,
      consent_source: consent.source.trim(),
    }),
  };
  const starting = useMutation({
    async mutationFn(dryRun: boolean) {
      const attributes = settings.mapping.flatMap(({ column, key }) =>
        key === undefined ? [] : [{ key, type: 'text' as const, label: columns[column]?.name ?? key }],
      );
      if (attributes.length > 0) await client.contactAttributes.ensure(attributes);
      return client.imports.start(found.id, settings, { dryRun });
    },
    onSuccess: onChanged,
    onError: (error) => toast.error(error.message),
  });
  const hasPhone = uses.some((use) => use?.field === 'phone');
  const isReady = hasPhone && (consent.category === '' || consent.source.trim() !== '');
  const isTrying = found.state === 'dry_run' || (starting.isPending && starting.variables);
  return (
    <div className="grid grid-cols-1 gap-4">
      <Card className="overflow-hidden">
        <CardHeader
          title={t('columns')}
          about={t('columnsAbout', { file: found.file_name, rows: format.count(found.analysis?.rows ?? 0) })}
        />
        <Table>
          <thead>
            <tr>
              <Head>{t('column')}</Head>
              <Head className="hidden sm:table-cell">{t('samples')}</Head>
              <Head>{t('use')}</Head>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, samples }, i) => (
              <Row key={`${i}${name}`}>
                <Cell className="max-w-28 truncate font-medium sm:max-w-40">{name}</Cell>
                <Cell className="hidden max-w-64 truncate text-ink-soft sm:table-cell">
                  {samples.slice(0, 3).join(', ')}
                </Cell>
                <Cell>
                  <div className="flex flex-wrap gap-2">
                    <Select
                      aria-label={t('useOf', { name })}
                      value={uses[i]?.field ?? ''}
                      className="w-44"
                      onChange={(event) => {
                        const field = event.target.value as ColumnUse['field'] | '';
                        const use =
                          field === '' ? null : { field, ...(field === 'attribute' && { key: keyOf(name) }) };
                        setUses(uses.map((old, at) => (at === i ? use : old)));
                      }}
                    >
                      <option value="">{t('ignore')}</option>
                      {FIELDS.map((field) => (
                        <option key={field} value={field}>
                          {t(`field.${field}`)}
                        </option>
                      ))}
                    </Select>
                    {uses[i]?.field === 'attribute' && (
                      <Input
                        aria-label={t('attributeOf', { name })}
                        value={uses[i]?.key ?? ''}
                        className="w-44 sm:w-32"
                        onChange={(event) =>
                          setUses(
                            uses.map((old, at) =>
                              at === i ? { field: 'attribute', key: keyOf(event.target.value) } : old,
                            ),
                          )
                        }
                      />
                    )}
                  </div>
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
        <ReadingFields found={found} onChanged={onChanged} />
      </Card>
      <Card className="grid gap-4 p-4 sm:grid-cols-3">
        <Field label={t('policy.label')}>
          {(props) => (
            <Select
              {...props}
              value={policy}
              onChange={(event) => setPolicy(event.target.value as (typeof POLICIES)[number])}
            >
              {POLICIES.map((value) => (
                <option key={value} value={value}>
                  {t(`policy.${value}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('country')} hint={t('countryHint')}>
          {(props) => (
            <Input
              {...props}
              value={country}
              maxLength={2}
              onChange={(event) => setCountry(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('label')} hint={t('labelHint')}>
          {(props) => (
            <Input
              {...props}
              value={label}
              maxLength={80}
              onChange={(event) => setLabel(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('group')} hint={t('labelHint')}>
          {(props) => (
            <Input
              {...props}
              value={group}
              maxLength={80}
              onChange={(event) => setGroup(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('dates.label')}>
          {(props) => (
            <Select
              {...props}
              value={dates}
              onChange={(event) => setDates(event.target.value as (typeof DATES)[number])}
            >
              {DATES.map((value) => (
                <option key={value} value={value}>
                  {t(`dates.${value}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </Card>
      <ConsentFields consent={consent} onChange={setConsent} />
      {found.report && (
        <Card>
          <CardHeader title={t('report')} about={t('reportAbout')} />
          <Counts counts={found.report} />
        </Card>
      )}
      {!hasPhone && (
        <p role="status" className="rounded-lg bg-warn-soft px-4 py-2.5 text-warn">
          {t('needsPhone')}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button disabled={!isReady} busy={Boolean(isTrying)} onClick={() => starting.mutate(true)}>
          {t('tryIt')}
        </Button>
        <Button
          tone="accent"
          disabled={!isReady || found.state === 'dry_run'}
          busy={starting.isPending && starting.variables === false}
          onClick={() => starting.mutate(false)}
        >
          {t('start')}
        </Button>
      </div>
    </div>
  );
}
