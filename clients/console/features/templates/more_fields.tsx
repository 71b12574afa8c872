'use client';
import { useTranslation } from 'react-i18next';
import { Field, Input } from '../../ui/field.tsx';
import { ButtonFields } from './button_fields.tsx';
import type { Edited } from './editor_draft.ts';
import type { ProblemsByField } from './problems.ts';

interface MoreFieldsProps {
  edited: Edited;
  onChange: (change: Partial<Edited>) => void;
  problems: ProblemsByField;
}

/** What stands under the text of a plain message. */
export function MoreFields({ edited, onChange, problems }: MoreFieldsProps) {
  const { t } = useTranslation('templates');
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('editor.footer')} hint={t('editor.optional')} error={problems.footer}>
          {(props) => (
            <Input
              {...props}
              value={edited.footer}
              maxLength={60}
              onChange={(event) => onChange({ footer: event.target.value })}
            />
          )}
        </Field>
        {edited.category === 'MARKETING' && (
          <Field label={t('editor.offer')} hint={t('editor.offerHint')} error={problems.offer}>
            {(props) => (
              <Input
                {...props}
                value={edited.offer}
                maxLength={16}
                onChange={(event) => onChange({ offer: event.target.value })}
              />
            )}
          </Field>
        )}
      </div>
      <ButtonFields
        buttons={edited.buttons}
        onChange={(buttons) => onChange({ buttons })}
        problems={problems}
      />
    </>
  );
}
