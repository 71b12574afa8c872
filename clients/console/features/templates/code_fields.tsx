'use client';
import { useTranslation } from 'react-i18next';
import { Field, Input } from '../../ui/field.tsx';
import type { Edited } from './editor_draft.ts';
import type { ProblemsByField } from './problems.ts';

interface CodeFieldsProps {
  code: Edited['code'];
  onChange: (code: Edited['code']) => void;
  problems: ProblemsByField;
}

/** An authentication template: its words are Meta's, only these can be chosen. */
export function CodeFields({ code, onChange, problems }: CodeFieldsProps) {
  const { t } = useTranslation('templates');
  return (
    <div className="grid gap-4 rounded-xl border p-4">
      <p className="text-ink-soft">{t('code.about')}</p>
      <label className="flex items-center gap-2.5">
        <input
          type="checkbox"
          className="size-4 accent-(--accent)"
          checked={code.isWarning}
          onChange={({ target }) => onChange({ ...code, isWarning: target.checked })}
        />
        {t('code.addWarning')}
      </label>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('code.minutes')} hint={t('editor.optional')} error={problems.footer}>
          {(props) => (
            <Input
              {...props}
              type="number"
              min={1}
              max={90}
              value={code.minutes}
              onChange={({ target }) => onChange({ ...code, minutes: target.value })}
            />
          )}
        </Field>
        <Field label={t('code.button')} error={problems['button:0:text'] ?? problems['button:0']}>
          {(props) => (
            <Input
              {...props}
              maxLength={25}
              value={code.button}
              onChange={({ target }) => onChange({ ...code, button: target.value })}
            />
          )}
        </Field>
      </div>
    </div>
  );
}
