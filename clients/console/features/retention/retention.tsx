'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { RetentionPeriods } from '../../../sdk/src/retention.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmTyped } from '../../ui/confirm_typed.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Denied, Problem } from '../../ui/states.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from '../settings/section_page.tsx';

const PERIODS = ['message_days', 'audit_days', 'import_file_days', 'export_file_days'] as const;
type Period = (typeof PERIODS)[number];

/** How long the organization keeps messages, files and the values of its audit log. */
export function RetentionSettings() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const { organization, may } = useWorkspace();
  const mayManage = may('organization.manage');
  const periods = useQuery({
    queryKey: ['retention', organization.id],
    queryFn: () => client.retention.get(organization.id),
    enabled: mayManage,
  });
  if (!mayManage) return <Denied />;
  return (
    <SectionPage title={t('section.retention')} about={t('retention.about')}>
      {periods.error ? (
        <Problem error={periods.error} retry={() => void periods.refetch()} />
      ) : periods.data === undefined ? (
        <Skeleton className="h-72 w-full rounded-xl" />
      ) : (
        <RetentionForm key={organization.id} periods={periods.data} />
      )}
    </SectionPage>
  );
}

function RetentionForm({ periods }: { periods: RetentionPeriods }) {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { organization } = useWorkspace();
  const [texts, setTexts] = useState(
    () =>
      Object.fromEntries(PERIODS.map((name) => [name, periods[name].days?.toString() ?? ''])) as Record<
        Period,
        string
      >,
  );
  const [isAsking, setAsking] = useState(false);
  const daysOf = (name: Period) => (texts[name] === '' ? null : Number(texts[name]));
  const changed = PERIODS.filter((name) => daysOf(name) !== periods[name].days);
  const isShorter = changed.some((name) => {
    const [days, old] = [daysOf(name), periods[name].days];
    return days !== null && (old === null || days < old);
  });
  const saving = useMutation({
    mutationFn: () =>
      client.retention.set(organization.id, Object.fromEntries(changed.map((name) => [name, daysOf(name)]))),
    onSuccess: async () => {
      setAsking(false);
      await queries.invalidateQueries({ queryKey: ['retention', organization.id] });
      toast.success(t('common:saved'));
    },
    onError: () => setAsking(false),
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isShorter) setAsking(true);
        else saving.mutate();
      }}
    >
      <Card>
        <ul className="divide-y">
          {PERIODS.map((name) => {
            const { shortest, longest } = periods[name];
            return (
              <li key={name} className="grid gap-3 px-4 py-4 sm:grid-cols-[1fr_12rem]">
                <div>
                  <p className="font-medium">{t(`retention.${name}`)}</p>
                  <p className="text-[0.8125rem] text-ink-soft">{t(`retention.aboutOf.${name}`)}</p>
                </div>
                <Field
                  label={t('retention.days')}
                  hint={t('retention.between', {
                    shortest: format.count(shortest),
                    longest: format.count(longest),
                  })}
                >
                  {(props) => (
                    <Input
                      {...props}
                      type="number"
                      min={shortest}
                      max={longest}
                      placeholder={t('retention.platform')}
                      value={texts[name]}
                      onChange={({ target }) => setTexts({ ...texts, [name]: target.value })}
                    />
                  )}
                </Field>
              </li>
            );
          })}
        </ul>
      </Card>
      <FormProblem error={saving.error} />
      <Button
        type="submit"
        tone="accent"
        className="justify-self-start"
        disabled={changed.length === 0}
        busy={saving.isPending}
      >
        {t('common:save')}
      </Button>
      <ConfirmTyped
        open={isAsking}
        onOpenChange={setAsking}
        title={t('retention.ask')}
        about={t('retention.askAbout')}
        word={organization.name}
        action={t('common:save')}
        busy={saving.isPending}
        onConfirm={() => saving.mutate()}
      />
    </form>
  );
}
