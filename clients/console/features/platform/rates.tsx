'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { MessageRate } from '../../../sdk/src/platform.ts';
import { useFormat } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { RowActions } from '../../ui/row_actions.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { Cell, Head, Row, Table } from '../../ui/table.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';

const KEY = ['message-rates'];
const CATEGORIES = ['marketing', 'utility', 'authentication'] as const;
type Edited = Omit<MessageRate, 'is_example'>;
const EMPTY: Edited = {
  country: '',
  name: '',
  prefixes: [],
  currency: 'USD',
  marketing: 0,
  utility: 0,
  authentication: 0,
};

/** What a template message costs by country: what estimates of campaigns are made of. */
export function MessageRates() {
  const { t } = useTranslation(['settings', 'templates']);
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const rates = useQuery({ queryKey: KEY, queryFn: () => client.platform.rates() });
  const [editing, setEditing] = useState<Edited | null>(null);
  const remove = useMutation({
    mutationFn: (country: string) => client.platform.removeRate(country),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
    onError: (error) => toast.error(error.message),
  });
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title={t('rates.title')}
        about={t('rates.about')}
        actions={
          <Button size="sm" onClick={() => setEditing(EMPTY)}>
            <Plus />
            {t('rates.new')}
          </Button>
        }
      />
      {rates.error ? (
        <Problem error={rates.error} retry={() => void rates.refetch()} />
      ) : rates.data === undefined ? (
        <SkeletonRows rows={4} />
      ) : (
        <div className="max-h-96 overflow-y-auto">
          <Table>
            <thead>
              <tr>
                <Head>{t('rates.country')}</Head>
                {CATEGORIES.map((category) => (
                  <Head key={category} className="text-end">
                    {t(`templates:category.${category.toUpperCase() as 'MARKETING'}`)}
                  </Head>
                ))}
                <Head>
                  <span className="sr-only">{t('rates.change')}</span>
                </Head>
              </tr>
            </thead>
            <tbody>
              {rates.data.map(({ is_example, ...rate }) => (
                <Row key={rate.country}>
                  <Cell>
                    {rate.name} <span className="text-ink-soft text-xs">{rate.country}</span>{' '}
                    {is_example && <Badge tone="warn">{t('rates.example')}</Badge>}
                  </Cell>
                  {CATEGORIES.map((category) => (
                    <Cell key={category} className="tabular text-end">
                      {format.price(rate[category], rate.currency)}
                    </Cell>
                  ))}
                  <Cell className="whitespace-nowrap text-end">
                    <RowActions
                      editLabel={t('members.change', { name: rate.name })}
                      removeLabel={t('roles.remove', { name: rate.name })}
                      isRemoving={remove.isPending && remove.variables === rate.country}
                      onEdit={() => setEditing(rate)}
                      onRemove={() => remove.mutate(rate.country)}
                    />
                  </Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </div>
      )}
      {editing !== null && <RateForm rate={editing} onClose={() => setEditing(null)} />}
    </Card>
  );
}

function RateForm({ rate, onClose }: { rate: Edited; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common', 'templates']);
  const client = useClient();
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: (form: FormData) => {
      const text = (name: string) => String(form.get(name)).trim();
      return client.platform.setRate({
        country: rate.country === '' ? text('country').toUpperCase() : rate.country,
        name: text('name'),
        currency: text('currency').toUpperCase(),
        prefixes: text('prefixes')
          .split(/[\s,;]+/)
          .filter(Boolean),
        marketing: Number(text('marketing')),
        utility: Number(text('utility')),
        authentication: Number(text('authentication')),
      });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: KEY });
      toast.success(t('common:saved'));
      onClose();
    },
  });
  const texts = [
    { name: 'country', label: t('rates.code'), hint: t('rates.codeHint'), max: 2 },
    { name: 'name', label: t('brands.name'), hint: '', max: 80 },
    { name: 'prefixes', label: t('rates.prefixes'), hint: t('rates.prefixesHint'), max: 200 },
    { name: 'currency', label: t('rates.currency'), hint: '', max: 3 },
  ] as const;
  return (
    <Dialog open onOpenChange={onClose} title={rate.name || t('rates.new')} className="max-w-lg">
      <form
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate(new FormData(event.currentTarget));
        }}
      >
        {texts.map(({ name, label, hint, max }) => (
          <Field key={name} label={label} hint={hint}>
            {(props) => (
              <Input
                {...props}
                name={name}
                maxLength={max}
                required={name !== 'prefixes'}
                disabled={name === 'country' && rate.country !== ''}
                defaultValue={name === 'prefixes' ? rate.prefixes.join(', ') : rate[name]}
              />
            )}
          </Field>
        ))}
        {CATEGORIES.map((category) => (
          <Field key={category} label={t(`templates:category.${category.toUpperCase() as 'MARKETING'}`)}>
            {(props) => (
              <Input
                {...props}
                name={category}
                type="number"
                min={0}
                step="any"
                required
                defaultValue={rate[category]}
              />
            )}
          </Field>
        ))}
        <div className="grid gap-3 sm:col-span-2">
          <FormProblem error={saving.error} />
          <Button type="submit" tone="accent" className="justify-self-end" busy={saving.isPending}>
            {t('common:save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
