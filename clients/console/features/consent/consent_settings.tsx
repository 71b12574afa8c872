'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentSettings as Settings } from '../../../sdk/src/consents.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Field, Textarea } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Denied, Problem } from '../../ui/states.tsx';
import { Switch } from '../../ui/switch.tsx';
import { WordList } from '../../ui/word_list.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from '../settings/section_page.tsx';
import { useSaving } from '../settings/use_saving.ts';

const NEEDING = ['marketing', 'utility'] as const;
const STOPPABLE = ['marketing', 'utility', 'service'] as const;
const REPLIES = ['opted_out', 'opted_in'] as const;
const LANGUAGES = ['en', 'es', 'pt', 'fr', 'de', 'hi', 'id', 'ar'];

type Replies = Partial<Record<(typeof REPLIES)[number], Record<string, string>>>;

/** What needs an opt-in, by which words people object and agree, what they are answered. */
export function ConsentSettings() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const { brand, may } = useWorkspace();
  const settings = useQuery({
    queryKey: ['consent-settings', brand.id],
    queryFn: () => client.consents.settings(),
    enabled: may('contacts.view'),
  });
  if (!may('contacts.view')) return <Denied />;
  return (
    <SectionPage title={t('section.consent')} about={t('consent.about')} isReadOnly={!may('brands.manage')}>
      {settings.error ? (
        <Problem error={settings.error} retry={() => void settings.refetch()} />
      ) : settings.data === undefined ? (
        <Skeleton className="h-96 w-full rounded-xl" />
      ) : (
        <ConsentForm key={brand.id} settings={settings.data} />
      )}
    </SectionPage>
  );
}

function ConsentForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const { brand, may } = useWorkspace();
  const [draft, setDraft] = useState(settings);
  const set = (change: Partial<Settings>) => setDraft((old) => ({ ...old, ...change }));
  const toggle = (list: 'require_opt_in' | 'stop_categories', name: string, isOn: boolean) =>
    set({ [list]: isOn ? [...draft[list], name] : draft[list].filter((one) => one !== name) });
  const mayEdit = may('brands.manage');
  const saving = useSaving(['consent-settings', brand.id], () => client.consents.setSettings(draft));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <fieldset disabled={!mayEdit} className="grid min-w-0 grid-cols-1 gap-4">
        <Card>
          <CardHeader title={t('consent.need')} about={t('consent.needAbout')} />
          <ul className="divide-y border-t">
            {NEEDING.map((name) => (
              <li key={name} className="flex items-center gap-4 px-4 py-3">
                <div className="min-w-0 flex-1">
                  <p className="font-medium">{t(`consent.category.${name}`)}</p>
                  <p className="text-[0.8125rem] text-ink-soft">
                    {draft.require_opt_in.includes(name) ? t('consent.onlyAgreed') : t('consent.allButOut')}
                  </p>
                </div>
                <Switch
                  label={t('consent.needOf', { name: t(`consent.category.${name}`) })}
                  checked={draft.require_opt_in.includes(name)}
                  disabled={!mayEdit}
                  onChange={(isOn) => toggle('require_opt_in', name, isOn)}
                />
              </li>
            ))}
          </ul>
        </Card>
        <Card>
          <CardHeader title={t('consent.stop')} about={t('consent.stopAbout')} />
          <div className="grid gap-4 px-4 pb-4">
            <WordList
              label={t('consent.stopWords')}
              words={draft.stop_words}
              disabled={!mayEdit}
              onChange={(stop_words) => set({ stop_words })}
            />
            <fieldset>
              <legend className="mb-1.5 font-medium text-[0.8125rem]">{t('consent.stopEnds')}</legend>
              <div className="flex flex-wrap gap-x-6 gap-y-2">
                {STOPPABLE.map((name) => (
                  <label key={name} className="flex items-center gap-2.5">
                    <input
                      type="checkbox"
                      className="size-4 accent-(--accent)"
                      checked={draft.stop_categories.includes(name)}
                      onChange={({ target }) => toggle('stop_categories', name, target.checked)}
                    />
                    {t(`consent.category.${name}`)}
                  </label>
                ))}
              </div>
            </fieldset>
          </div>
        </Card>
        <Card>
          <CardHeader title={t('consent.start')} about={t('consent.startAbout')} />
          <div className="px-4 pb-4">
            <WordList
              label={t('consent.startWords')}
              words={draft.start_words}
              disabled={!mayEdit}
              onChange={(start_words) => set({ start_words })}
            />
          </div>
        </Card>
        <Card>
          <CardHeader
            title={t('consent.reply')}
            about={t('consent.replyAbout')}
            actions={
              <Switch
                label={t('consent.reply')}
                checked={draft.is_reply_on}
                disabled={!mayEdit}
                onChange={(is_reply_on) => set({ is_reply_on })}
              />
            }
          />
          {draft.is_reply_on && (
            <ReplyTexts
              replies={(draft.replies ?? {}) as Replies}
              onChange={(replies) => set({ replies: replies as Settings['replies'] })}
            />
          )}
        </Card>
        <FormProblem error={saving.error} />
        {mayEdit && (
          <Button type="submit" tone="accent" className="justify-self-start" busy={saving.isPending}>
            {t('common:save')}
          </Button>
        )}
      </fieldset>
    </form>
  );
}

function ReplyTexts({ replies, onChange }: { replies: Replies; onChange: (replies: Replies) => void }) {
  const { t, i18n } = useTranslation('settings');
  const [language, setLanguage] = useState(LANGUAGES.includes(i18n.language) ? i18n.language : 'en');
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const write = (state: (typeof REPLIES)[number], text: string) => {
    const { [language]: _old, ...others } = replies[state] ?? {};
    onChange({ ...replies, [state]: text.trim() === '' ? others : { ...others, [language]: text } });
  };
  return (
    <div className="grid gap-4 border-t p-4">
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="mb-1.5 font-medium text-[0.8125rem]">{t('consent.language')}</legend>
        {LANGUAGES.map((one) => (
          <Button
            key={one}
            size="sm"
            tone={one === language ? 'accent' : 'plain'}
            aria-pressed={one === language}
            onClick={() => setLanguage(one)}
          >
            {names.of(one)}
          </Button>
        ))}
      </fieldset>
      {REPLIES.map((state) => (
        <Field key={state} label={t(`consent.replyTo.${state}`)} hint={t('consent.replyEmpty')}>
          {(props) => (
            <Textarea
              {...props}
              value={replies[state]?.[language] ?? ''}
              maxLength={1024}
              dir="auto"
              onChange={(event) => write(state, event.target.value)}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
