'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Template } from '../../../sdk/src/templates.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { useNumbers } from '../channels/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import type { EditedCarousel } from './carousel_draft.ts';
import { CarouselFields } from './carousel_fields.tsx';
import { CodeFields } from './code_fields.tsx';
import { templatesKey } from './data.ts';
import {
  carouselOf,
  type Edited,
  EMPTY,
  examplesOf,
  shapeOfEdited,
  toDraft,
  toEdited,
} from './editor_draft.ts';
import { HeaderFields } from './header_fields.tsx';
import { LANGUAGES } from './languages.ts';
import { MoreFields } from './more_fields.tsx';
import { TemplatePreview } from './preview.tsx';
import { problemsByField } from './problems.ts';
import { TextFields } from './text_fields.tsx';

const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;

interface EditorProps {
  /** What is edited; null for a new one. */
  template: Template | null;
  /** What a new one begins with: the same template in another language. */
  like?: Template | undefined;
  onDone: () => void;
}

/** Writes a template. What Meta would refuse is said at its field while one writes, by the rules that decide later. */
export function TemplateEditor({ template, like, onDone }: EditorProps) {
  const { t, i18n } = useTranslation(['templates', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const numbers = useNumbers();
  const [edited, setEdited] = useState<Edited>(() =>
    template !== null
      ? toEdited(template)
      : like !== undefined
        ? { ...toEdited(like), language: '' }
        : { ...EMPTY, code: { ...EMPTY.code, button: t('code.copy') } },
  );
  const [savedId, setSavedId] = useState(template?.id ?? null);
  const [numberId, setNumberId] = useState('');
  const [picture, setPicture] = useState<string | null>(null);
  const patch = (change: Partial<Edited>) => setEdited((old) => ({ ...old, ...change }));
  const settled = useDeferredValue(edited);
  const draft = toDraft(settled);
  const isCode = edited.category === 'AUTHENTICATION';
  const carousel = carouselOf(edited);
  const isBegun = settled.name !== '' && (settled.body !== '' || isCode);
  const validated = useQuery({
    queryKey: ['template-problems', draft],
    queryFn: () => client.templates.validate(draft),
    enabled: isBegun,
    placeholderData: (old) => old,
    staleTime: Infinity,
    gcTime: 30_000,
  });
  const numberOfLike = numbers.data?.find(({ waba_id }) => waba_id === like?.waba_id)?.id;
  const account = numberId || (numberOfLike ?? numbers.data?.[0]?.id ?? '');
  const saving = useMutation({
    async mutationFn(next: 'draft' | 'review') {
      const saved =
        savedId === null
          ? await client.templates.create(account, toDraft(edited))
          : await client.templates.update(savedId, toDraft(edited));
      // When asking for review fails, the next press must not make it a second time.
      setSavedId(saved.id);
      if (next === 'review') await client.templates.requestReview(saved.id);
    },
    async onSuccess(_saved, next) {
      await queries.invalidateQueries({ queryKey: templatesKey(brand.id) });
      toast.success(next === 'review' ? t('editor.sent') : t('common:saved'));
      onDone();
    },
    onError: (error) => toast.error(error.message),
  });
  const problems = isBegun ? problemsByField(validated.data ?? [], draft) : {};
  const isReady =
    isBegun && validated.data !== undefined && validated.data.length === 0 && settled === edited;
  const names = new Intl.DisplayNames(i18n.language, { type: 'language', fallback: 'code' });
  const taken = like === undefined ? [] : [like.language];
  return (
    <div className="grid items-start gap-5 md:grid-cols-[1fr_18rem]">
      <form className="grid min-w-0 gap-4" onSubmit={(event) => event.preventDefault()}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('editor.name')} hint={t('editor.nameHint')} error={problems.name}>
            {(props) => (
              <Input
                {...props}
                value={edited.name}
                disabled={template !== null || like !== undefined}
                maxLength={512}
                onChange={(event) =>
                  patch({ name: event.target.value.toLowerCase().replace(/[^a-z0-9_]+/g, '_') })
                }
              />
            )}
          </Field>
          {template === null && like === undefined && (numbers.data?.length ?? 0) > 1 && (
            <Field label={t('editor.number')}>
              {(props) => (
                <Select {...props} value={account} onChange={(event) => setNumberId(event.target.value)}>
                  {numbers.data?.map(({ id, account_name }) => (
                    <option key={id} value={id}>
                      {account_name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          <Field label={t('fact.category')} hint={t(`categoryAbout.${edited.category}`)}>
            {(props) => (
              <Select
                {...props}
                value={edited.category}
                onChange={(event) => patch({ category: event.target.value as Edited['category'] })}
              >
                {CATEGORIES.map((category) => (
                  <option key={category} value={category}>
                    {t(`category.${category}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('fact.language')} error={edited.language === '' ? undefined : problems.language}>
            {(props) => (
              <Select
                {...props}
                value={edited.language}
                disabled={template !== null}
                onChange={(event) => patch({ language: event.target.value })}
              >
                {edited.language === '' && <option value="">–</option>}
                {[...new Set([edited.language, ...LANGUAGES])]
                  .filter((language) => language !== '' && !taken.includes(language))
                  .map((language) => (
                    <option key={language} value={language}>
                      {names.of(language.replace('_', '-'))} ({language})
                    </option>
                  ))}
              </Select>
            )}
          </Field>
        </div>
        {isCode ? (
          <CodeFields code={edited.code} onChange={(code) => patch({ code })} problems={problems} />
        ) : (
          <>
            {edited.category === 'MARKETING' && (
              <Choices
                label={t('carousel.layout')}
                value={edited.layout}
                onChange={(layout) => patch({ layout })}
                options={(['message', 'carousel'] as const).map((value) => ({
                  value,
                  label: t(`carousel.${value}`),
                }))}
                className="w-fit"
              />
            )}
            {carousel === null && (
              <HeaderFields
                edited={edited}
                onChange={patch}
                problem={problems.header}
                onPicture={setPicture}
              />
            )}
            <TextFields
              text={edited.body}
              onText={(body) => patch({ body })}
              examples={edited.examples}
              onExamples={(examples) => patch({ examples })}
              header={carousel === null && edited.format === 'TEXT' ? edited.header : ''}
              most={1024}
              rows={5}
              problem={problems.body}
            />
            {carousel === null ? (
              <MoreFields edited={edited} onChange={patch} problems={problems} />
            ) : (
              <CarouselFields
                carousel={carousel}
                onChange={(next) => patch({ carousel: next })}
                problems={problems}
              />
            )}
            {edited.kept.length > 0 && (
              <p className="rounded-lg bg-info-soft px-3 py-2 text-info">{t('editor.kept')}</p>
            )}
          </>
        )}
        {problems.other !== undefined && (
          <p role="status" className="flex items-start gap-2 rounded-lg bg-warn-soft px-4 py-3 text-warn">
            <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
            {problems.other}
          </p>
        )}
        <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap items-center justify-end gap-2 border-t bg-raised px-5 py-3">
          {isBegun && (
            <p aria-live="polite" className="flex flex-1 basis-40 items-center gap-2 text-[0.8125rem]">
              {isReady ? (
                <>
                  <CircleCheck className="size-4 text-good" aria-hidden />
                  {t('editor.fine')}
                </>
              ) : (
                (validated.data?.length ?? 0) > 0 && (
                  <>
                    <TriangleAlert className="size-4 text-warn" aria-hidden />
                    {t('editor.problemCount', { count: validated.data?.length ?? 0 })}
                  </>
                )
              )}
            </p>
          )}
          <Button
            busy={saving.isPending && saving.variables === 'draft'}
            disabled={saving.isPending || !isBegun || account === '' || edited.language === ''}
            onClick={() => saving.mutate('draft')}
          >
            {t('editor.saveDraft')}
          </Button>
          <Button
            tone="accent"
            busy={saving.isPending && saving.variables === 'review'}
            disabled={saving.isPending || !isReady || account === '' || edited.language === ''}
            onClick={() => saving.mutate('review')}
          >
            {t('editor.askReview')}
          </Button>
        </div>
      </form>
      <TemplatePreview
        shape={shapeOfEdited(edited)}
        values={examplesOf(edited)}
        pictures={picturesOf(carousel, picture)}
        className="md:sticky md:top-0"
      />
    </div>
  );
}

/** The pictures chosen just now, by place. */
function picturesOf(carousel: EditedCarousel | null, header: string | null): Record<string, string> {
  if (carousel === null) return header === null ? {} : { media: header };
  return Object.fromEntries(
    carousel.cards.flatMap(({ picture }, i) => (picture === null ? [] : [[`card:${i}:media`, picture]])),
  );
}
