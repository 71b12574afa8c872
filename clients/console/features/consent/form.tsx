'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ConsentCategory, ConsentState } from '../../../sdk/src/consents.ts';
import { clockOf, instantOf } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Select, Textarea } from '../../ui/field.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { CATEGORIES, consentKey } from './data.ts';

/** A word that came by another way than WhatsApp: a call, a form, a letter. */
export function ConsentForm({ contactId, onSaved }: { contactId: string; onSaved: () => void }) {
  const { t } = useTranslation('consent');
  const client = useClient();
  const queries = useQueryClient();
  const { organization } = useWorkspace();
  const [category, setCategory] = useState<ConsentCategory>('marketing');
  const [state, setState] = useState<ConsentState>('opted_out');
  const [evidence, setEvidence] = useState('');
  const [at, setAt] = useState('');
  const isIn = state === 'opted_in';
  const saving = useMutation({
    mutationFn: () =>
      client.consents.record({
        contactId,
        category,
        state,
        evidence: evidence.trim() === '' ? {} : { text: evidence.trim() },
        ...(at !== '' && { at: instantOf(at, organization.timezone).toISOString() }),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: consentKey(contactId) });
      toast.success(t('form.saved'));
      onSaved();
    },
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('form.category')}>
          {(props) => (
            <Select
              {...props}
              value={category}
              onChange={({ target }) => setCategory(target.value as ConsentCategory)}
            >
              {CATEGORIES.map((each) => (
                <option key={each} value={each}>
                  {t(`category.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('form.state')}>
          {(props) => (
            <Select
              {...props}
              value={state}
              onChange={({ target }) => setState(target.value as ConsentState)}
            >
              <option value="opted_out">{t('form.out')}</option>
              <option value="opted_in">{t('form.in')}</option>
            </Select>
          )}
        </Field>
      </div>
      <Field
        label={t('form.evidence')}
        hint={isIn ? t('form.evidenceHint') : t('form.evidenceOptional')}
        error={saving.error?.message}
      >
        {(props) => (
          <Textarea
            {...props}
            value={evidence}
            required={isIn}
            maxLength={2000}
            onChange={({ target }) => setEvidence(target.value)}
          />
        )}
      </Field>
      <Field label={t('form.at')}>
        {(props) => (
          <Input
            {...props}
            type="datetime-local"
            value={at}
            max={clockOf(Date.now(), organization.timezone).slice(0, 16)}
            onChange={({ target }) => setAt(target.value)}
          />
        )}
      </Field>
      <Button
        type="submit"
        tone="accent"
        className="justify-self-end"
        busy={saving.isPending}
        disabled={isIn && evidence.trim() === ''}
      >
        {t('form.save')}
      </Button>
    </form>
  );
}
