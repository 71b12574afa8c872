'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoutingSettings as Settings, SlaPolicy } from '../../../sdk/src/routing.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Denied, Problem } from '../../ui/states.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useRoles } from '../members/roles.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from '../settings/section_page.tsx';
import { useSaving } from '../settings/use_saving.ts';

const MODES = ['manual', 'round_robin', 'least_busy'] as const;
const COUNTS = ['business_hours', 'all_hours'] as const;
type Mode = (typeof MODES)[number];

/** How conversations find an agent, and how soon they should be answered. */
export function RoutingPage() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const { brand, may } = useWorkspace();
  const queryKey = ['routing', brand.id];
  const found = useQuery({
    queryKey,
    queryFn: async () => {
      const [settings, sla] = await Promise.all([client.routing.settings(), client.routing.sla()]);
      return { settings, sla };
    },
    enabled: may('conversations.view'),
  });
  if (!may('conversations.view')) return <Denied />;
  return (
    <SectionPage
      title={t('section.routing')}
      about={t('routing.about')}
      isReadOnly={!may('conversations.assign')}
    >
      {found.error ? (
        <Problem error={found.error} retry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <Skeleton className="h-80 w-full rounded-xl" />
      ) : (
        <>
          <RoutingForm key={`r${brand.id}`} settings={found.data.settings} />
          <SlaForm key={`s${brand.id}`} sla={found.data.sla} />
        </>
      )}
    </SectionPage>
  );
}

function RoutingForm({ settings }: { settings: Settings | null }) {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const { brand, may } = useWorkspace();
  const roles = useRoles().filter(({ permissions }) => permissions.includes('conversations.reply'));
  const [mode, setMode] = useState<Mode>((settings?.mode as Mode | undefined) ?? 'manual');
  const [most, setMost] = useState(settings?.max_open?.toString() ?? '');
  const [roleKeys, setRoleKeys] = useState<string[]>(settings?.role_keys ?? ['agent']);
  const saving = useSaving(['routing', brand.id], () =>
    client.routing.setSettings({
      mode,
      max_open: most === '' ? null : Number(most),
      role_keys: roleKeys,
    }),
  );
  const mayEdit = may('conversations.assign');
  return (
    <Card>
      <CardHeader title={t('routing.who')} />
      <form
        className="px-4 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <fieldset disabled={!mayEdit} className="grid min-w-0 gap-4">
          <div className="grid gap-2 md:grid-cols-3">
            {MODES.map((one) => (
              <label
                key={one}
                className="flex cursor-pointer items-start gap-2.5 rounded-lg border px-3 py-2.5 hover:bg-sunken/60 has-checked:border-accent-text has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent-text"
              >
                <input
                  type="radio"
                  name="mode"
                  className="mt-1 accent-(--accent)"
                  checked={mode === one}
                  onChange={() => setMode(one)}
                />
                <span>
                  <span className="block font-medium">{t(`routing.mode.${one}`)}</span>
                  <span className="text-[0.8125rem] text-ink-soft">{t(`routing.modeAbout.${one}`)}</span>
                </span>
              </label>
            ))}
          </div>
          {mode !== 'manual' && (
            <div className="grid gap-4 sm:grid-cols-2">
              <fieldset className="grid content-start gap-1.5">
                <legend className="mb-1.5 font-medium text-[0.8125rem]">{t('routing.roles')}</legend>
                {roles.map(({ key, label }) => (
                  <label key={key} className="flex items-center gap-2.5">
                    <input
                      type="checkbox"
                      className="size-4 accent-(--accent)"
                      checked={roleKeys.includes(key)}
                      onChange={({ target }) =>
                        setRoleKeys(
                          target.checked ? [...roleKeys, key] : roleKeys.filter((other) => other !== key),
                        )
                      }
                    />
                    {label}
                  </label>
                ))}
              </fieldset>
              <Field label={t('routing.most')} hint={t('routing.mostHint')}>
                {(props) => (
                  <Input
                    {...props}
                    type="number"
                    min={1}
                    max={1000}
                    value={most}
                    className="w-28"
                    onChange={(event) => setMost(event.target.value)}
                  />
                )}
              </Field>
            </div>
          )}
          <FormProblem error={saving.error} />
          {mayEdit && (
            <Button
              type="submit"
              tone="accent"
              className="justify-self-start"
              disabled={mode !== 'manual' && roleKeys.length === 0}
              busy={saving.isPending}
            >
              {t('common:save')}
            </Button>
          )}
        </fieldset>
      </form>
    </Card>
  );
}

function SlaForm({ sla }: { sla: SlaPolicy | null }) {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const { brand, may } = useWorkspace();
  const [first, setFirst] = useState(sla?.first_response_minutes?.toString() ?? '');
  const [whole, setWhole] = useState(sla?.resolution_minutes?.toString() ?? '');
  const [counts, setCounts] = useState(sla?.counts ?? 'business_hours');
  const minutes = (text: string) => (text === '' ? null : Number(text));
  const saving = useSaving(['routing', brand.id], () =>
    client.routing.setSla({
      first_response_minutes: minutes(first),
      resolution_minutes: minutes(whole),
      counts: counts as (typeof COUNTS)[number],
    }),
  );
  const mayEdit = may('conversations.assign');
  const fields = [
    { name: 'first', value: first, set: setFirst },
    { name: 'whole', value: whole, set: setWhole },
  ] as const;
  return (
    <Card>
      <CardHeader title={t('sla.title')} about={t('sla.about')} />
      <form
        className="px-4 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <fieldset disabled={!mayEdit} className="grid min-w-0 gap-4">
          <div className="grid gap-4 sm:grid-cols-3">
            {fields.map(({ name, value, set }) => (
              <Field key={name} label={t(`sla.${name}`)} hint={t('sla.empty')}>
                {(props) => (
                  <div className="flex items-center gap-2">
                    <Input
                      {...props}
                      type="number"
                      min={1}
                      value={value}
                      className="w-28"
                      onChange={(event) => set(event.target.value)}
                    />
                    {t('sla.minutes')}
                  </div>
                )}
              </Field>
            ))}
            <Field label={t('sla.counts')}>
              {(props) => (
                <Select {...props} value={counts} onChange={(event) => setCounts(event.target.value)}>
                  {COUNTS.map((one) => (
                    <option key={one} value={one}>
                      {t(`sla.count.${one}`)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <FormProblem error={saving.error} />
          {mayEdit && (
            <Button type="submit" tone="accent" className="justify-self-start" busy={saving.isPending}>
              {t('common:save')}
            </Button>
          )}
        </fieldset>
      </form>
    </Card>
  );
}
