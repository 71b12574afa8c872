'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Template } from '../../../sdk/src/templates.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Select, Textarea } from '../../ui/field.tsx';
import { useNumbers } from '../channels/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { ButtonFields } from './button_fields.tsx';
import { templatesKey } from './data.ts';
import { type Edited, EMPTY, shapeOfEdited, toDraft, toEdited } from './editor_draft.ts';
import { TemplatePreview } from './preview.tsx';
import { blanksOf } from './shape.ts';

const LANGUAGES = [
  'en',
  'en_US',
  'en_GB',
  'es',
  'es_ES',
  'es_MX',
  'pt_BR',
  'pt_PT',
  'fr',
  'de',
  'it',
  'nl',
  'ar',
  'hi',
  'id',
  'tr',
];

interface EditorProps {
  /** What is edited; null for a new one. */
  template: Template | null;
  onDone: () => void;
}

/** Writes a template. What Meta would refuse is said while one writes, by the same rules that decide later. */
export function TemplateEditor({ template, onDone }: EditorProps) {
  const { t } = useTranslation(['templates', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const numbers = useNumbers();
  const [edited, setEdited] = useState<Edited>(() => (template === null ? EMPTY : toEdited(template)));
  const [numberId, setNumberId] = useState('');
  const patch = (change: Partial<Edited>) => setEdited((old) => ({ ...old, ...change }));
  const settled = useDeferredValue(edited);
  const draft = toDraft(settled);
  const problems = useQuery({
    queryKey: ['template-problems', draft],
    queryFn: () => client.templates.validate(draft),
    enabled: settled.name !== '' && settled.body !== '',
    placeholderData: (old) => old,
    staleTime: Infinity,
    gcTime: 30_000,
  });
  const account = numberId || (numbers.data?.[0]?.id ?? '');
  const saving = useMutation({
    async mutationFn(next: 'draft' | 'review') {
      const saved =
        template === null
          ? await client.templates.create(account, toDraft(edited))
          : await client.templates.update(template.id, toDraft(edited));
      if (next === 'review') await client.templates.requestReview(saved.id);
    },
    async onSuccess(_saved, next) {
      await queries.invalidateQueries({ queryKey: templatesKey(brand.id) });
      toast.success(next === 'review' ? t('editor.sent') : t('common:saved'));
      onDone();
    },
    onError: (error) => toast.error(error.message),
  });
  const blanks = [
    ...blanksOf(edited.header).map((name) => ({ place: `header:${name}`, name })),
    ...blanksOf(edited.body).map((name) => ({ place: `body:${name}`, name })),
  ];
  const shown = Object.fromEntries(blanks.map(({ place, name }) => [name, edited.examples[place] ?? '']));
  const found = problems.data ?? [];
  const isReady = problems.data !== undefined && found.length === 0 && settled === edited;
  return (
    <div className="grid items-start gap-5 md:grid-cols-[1fr_18rem]">
      <form className="grid gap-4" onSubmit={(event) => event.preventDefault()}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('editor.name')} hint={t('editor.nameHint')}>
            {(props) => (
              <Input
                {...props}
                value={edited.name}
                disabled={template !== null}
                maxLength={512}
                onChange={(event) =>
                  patch({ name: event.target.value.toLowerCase().replace(/[^a-z0-9_]+/g, '_') })
                }
              />
            )}
          </Field>
          {template === null && (numbers.data?.length ?? 0) > 1 && (
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
          <Field label={t('fact.category')}>
            {(props) => (
              <Select
                {...props}
                value={edited.category}
                onChange={(event) => patch({ category: event.target.value as Edited['category'] })}
              >
                <option value="MARKETING">{t('category.MARKETING')}</option>
                <option value="UTILITY">{t('category.UTILITY')}</option>
              </Select>
            )}
          </Field>
          <Field label={t('fact.language')}>
            {(props) => (
              <Select
                {...props}
                value={edited.language}
                disabled={template !== null}
                onChange={(event) => patch({ language: event.target.value })}
              >
                {[...new Set([edited.language, ...LANGUAGES])].map((language) => (
                  <option key={language}>{language}</option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Field label={t('editor.header')} hint={t('editor.optional')}>
          {(props) => (
            <Input
              {...props}
              value={edited.header}
              maxLength={60}
              onChange={(event) => patch({ header: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('editor.body')} hint={t('editor.bodyHint')}>
          {(props) => (
            <Textarea
              {...props}
              value={edited.body}
              maxLength={1024}
              rows={5}
              onChange={(event) => patch({ body: event.target.value })}
            />
          )}
        </Field>
        {blanks.length > 0 && (
          <div className="grid gap-4 sm:grid-cols-2">
            {blanks.map(({ place, name }) => (
              <Field key={place} label={t('editor.example', { name: `{{${name}}}` })}>
                {(props) => (
                  <Input
                    {...props}
                    value={edited.examples[place] ?? ''}
                    onChange={(event) =>
                      patch({ examples: { ...edited.examples, [place]: event.target.value } })
                    }
                  />
                )}
              </Field>
            ))}
          </div>
        )}
        <Field label={t('editor.footer')} hint={t('editor.optional')}>
          {(props) => (
            <Input
              {...props}
              value={edited.footer}
              maxLength={60}
              onChange={(event) => patch({ footer: event.target.value })}
            />
          )}
        </Field>
        <ButtonFields buttons={edited.buttons} onChange={(buttons) => patch({ buttons })} />
        {found.length > 0 && (
          <div role="status" className="rounded-lg bg-warn-soft px-4 py-3 text-warn">
            <p className="flex items-center gap-2 font-medium">
              <TriangleAlert className="size-4" aria-hidden />
              {t('editor.problems')}
            </p>
            <ul className="mt-1 list-disc ps-6">
              {found.map(({ path, message }) => (
                <li key={`${path}${message}`}>{message}</li>
              ))}
            </ul>
          </div>
        )}
        <div className="flex flex-wrap justify-end gap-2 border-t pt-4">
          <Button
            busy={saving.isPending && saving.variables === 'draft'}
            disabled={edited.name === '' || edited.body === '' || account === ''}
            onClick={() => saving.mutate('draft')}
          >
            {t('editor.saveDraft')}
          </Button>
          <Button
            tone="accent"
            busy={saving.isPending && saving.variables === 'review'}
            disabled={!isReady || account === ''}
            onClick={() => saving.mutate('review')}
          >
            {t('editor.askReview')}
          </Button>
        </div>
      </form>
      <TemplatePreview shape={shapeOfEdited(edited)} values={shown} className="md:sticky md:top-0" />
    </div>
  );
}
