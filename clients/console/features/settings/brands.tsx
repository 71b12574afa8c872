'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Brand } from '../../../sdk/src/brands.ts';
import { AskFirst } from '../../ui/ask_first.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Problem } from '../../ui/states.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from './section_page.tsx';

/** The brands of the organization: isolated workspaces under one plan. */
export function BrandSettings() {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { organization, may } = useWorkspace();
  const [editing, setEditing] = useState<Brand | 'new' | null>(null);
  const mayManage = may('brands.manage');
  const key = ['brands', organization.id];
  const brands = useQuery({
    queryKey: key,
    queryFn: () => client.brands.list(organization.id),
    enabled: mayManage,
  });
  const change = useMutation({
    mutationFn: (action: () => Promise<unknown>) => action(),
    onSuccess: async () => {
      setEditing(null);
      await Promise.all([
        queries.invalidateQueries({ queryKey: key }),
        queries.invalidateQueries({ queryKey: ['context'] }),
      ]);
    },
    // In front of an open form its own line says it.
    onError: (error) => editing === null && toast.error(error.message),
  });
  if (!mayManage) return <Denied />;
  return (
    <SectionPage
      title={t('section.brands')}
      about={t('brands.about')}
      actions={
        <Button tone="accent" onClick={() => setEditing('new')}>
          <Plus />
          {t('brands.new')}
        </Button>
      }
    >
      <Card className="overflow-hidden">
        {brands.error ? (
          <Problem error={brands.error} retry={() => void brands.refetch()} />
        ) : brands.data === undefined ? (
          <SkeletonRows rows={3} />
        ) : (
          <ul className="divide-y">
            {brands.data.map((brand) => (
              <li key={brand.id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
                <span className="min-w-0 flex-1 truncate font-medium">{brand.name}</span>
                {brand.is_default && <Badge>{t('brands.default')}</Badge>}
                {brand.status === 'archived' && <Badge tone="warn">{t('brands.archived')}</Badge>}
                <Button size="sm" tone="quiet" onClick={() => setEditing(brand)}>
                  {t('brands.rename')}
                </Button>
                {!brand.is_default && (
                  <AskFirst
                    title={t('brands.archiveTitle', { name: brand.name })}
                    about={t('brands.archiveAbout')}
                    yes={t('brands.archive')}
                    onConfirm={() => change.mutate(() => client.brands.archive(brand.id))}
                  >
                    {(ask) => (
                      <Button
                        size="sm"
                        tone="quiet"
                        disabled={change.isPending}
                        onClick={
                          brand.status === 'archived'
                            ? () => change.mutate(() => client.brands.restore(brand.id))
                            : ask
                        }
                      >
                        {brand.status === 'archived' ? t('brands.restore') : t('brands.archive')}
                      </Button>
                    )}
                  </AskFirst>
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Dialog
        open={editing !== null}
        onOpenChange={() => {
          setEditing(null);
          change.reset();
        }}
        title={editing === 'new' ? t('brands.new') : t('brands.rename')}
        className="max-w-sm"
      >
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            const name = String(new FormData(event.currentTarget).get('name')).trim();
            change.mutate(() =>
              editing === 'new' || editing === null
                ? client.brands.create({ organization_id: organization.id, name })
                : client.brands.rename(editing.id, name),
            );
          }}
        >
          <Field label={t('brands.name')}>
            {(props) => (
              <Input
                {...props}
                name="name"
                required
                maxLength={120}
                defaultValue={editing === 'new' || editing === null ? '' : editing.name}
              />
            )}
          </Field>
          <FormProblem error={change.error} />
          <Button type="submit" tone="accent" className="justify-self-end" busy={change.isPending}>
            {t('common:save')}
          </Button>
        </form>
      </Dialog>
    </SectionPage>
  );
}
