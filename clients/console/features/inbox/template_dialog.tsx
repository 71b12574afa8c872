'use client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../sdk/src/conversations.ts';
import type { Json } from '../../../sdk/src/database.types.ts';
import type { Template } from '../../../sdk/src/templates.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { type Blank, blanksOfTemplate } from '../campaigns/wizard/draft.ts';
import { useNumbers } from '../channels/data.ts';
import { useTemplates } from '../templates/data.ts';
import { TemplatePreview } from '../templates/preview.tsx';
import { fill, shapeOf } from '../templates/shape.ts';
import type { Outgoing } from './send.ts';

interface TemplateDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  conversation: Conversation;
  onSend: (outgoing: Outgoing) => void;
}

/** An approved template of the conversation's number, with its blanks filled in. */
export function TemplateDialog({ open, onOpenChange, conversation, onSend }: TemplateDialogProps) {
  const { t } = useTranslation(['inbox', 'campaigns']);
  const templates = useTemplates();
  const numbers = useNumbers();
  const waba = numbers.data?.find(({ id }) => id === conversation.whatsapp_account_id)?.waba_id;
  const usable =
    templates.data?.filter((one) => one.meta_status === 'APPROVED' && one.waba_id === waba) ?? [];
  const [chosenId, setChosenId] = useState('');
  const [values, setValues] = useState<Record<string, string>>({});
  const template = usable.find(({ id }) => id === chosenId) ?? usable[0];
  const blanks = template === undefined ? [] : blanksOfTemplate(template);
  const isComplete = blanks.every(({ place }) => values[place]?.trim());
  const shown = Object.fromEntries(blanks.map(({ place, name }) => [name, values[place] ?? '']));
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('sendTemplate')}>
      {template === undefined ? (
        <p className="text-ink-soft">{t('campaigns:wizard.noTemplates')}</p>
      ) : (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isComplete) return;
            onSend({
              type: 'template',
              content: contentOf(template, blanks, values),
              body: fill(shapeOf(template.components).body, shown),
            });
            onOpenChange(false);
          }}
        >
          <Field label={t('template')}>
            {(props) => (
              <Select
                {...props}
                value={template.id}
                onChange={(event) => {
                  setChosenId(event.target.value);
                  setValues({});
                }}
              >
                {usable.map(({ id, name, language }) => (
                  <option key={id} value={id}>
                    {name} ({language})
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {blanks.map(({ place, name }) => (
            <Field key={place} label={t('campaigns:wizard.blank', { name: `{{${name}}}` })}>
              {(props) => (
                <Input
                  {...props}
                  value={values[place] ?? ''}
                  onChange={(event) => setValues({ ...values, [place]: event.target.value })}
                />
              )}
            </Field>
          ))}
          <TemplatePreview shape={shapeOf(template.components)} values={shown} />
          <Button type="submit" tone="accent" className="justify-self-end" disabled={!isComplete}>
            {t('send')}
          </Button>
        </form>
      )}
    </Dialog>
  );
}

/** Meta's template object. */
function contentOf(template: Template, blanks: Blank[], values: Record<string, string>): Json {
  const isNamed = template.parameter_format.toUpperCase() === 'NAMED';
  const parameterOf = ({ place, name }: Blank) => ({
    type: 'text',
    text: values[place]?.trim() ?? '',
    ...(isNamed && { parameter_name: name }),
  });
  const components = (['header', 'body'] as const).flatMap((type) => {
    const parameters = blanks.filter(({ component }) => component === type).map(parameterOf);
    return parameters.length === 0 ? [] : [{ type, parameters }];
  });
  const buttons = blanks
    .filter(({ component }) => component === 'button')
    .map((blank) => ({
      type: 'button',
      sub_type: 'url',
      index: String(blank.index),
      parameters: [{ type: 'text', text: values[blank.place]?.trim() ?? '' }],
    }));
  return {
    name: template.name,
    language: { code: template.language },
    components: [...components, ...buttons],
  };
}
