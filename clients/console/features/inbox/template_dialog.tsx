'use client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../sdk/src/conversations.ts';
import type { Json } from '../../../sdk/src/database.types.ts';
import type { Template } from '../../../sdk/src/templates.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { useNumbers } from '../channels/data.ts';
import { BlankInput, useBlankProblem } from '../templates/blank_input.tsx';
import { useBlankLabel } from '../templates/blank_label.ts';
import { type Blank, blanksOfTemplate, componentsOf, isUsable } from '../templates/blanks.ts';
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
  const { t } = useTranslation(['inbox', 'campaigns', 'templates']);
  const templates = useTemplates();
  const numbers = useNumbers();
  const waba = numbers.data?.find(({ id }) => id === conversation.whatsapp_account_id)?.waba_id;
  const usable =
    templates.data?.filter((one) => one.meta_status === 'APPROVED' && one.waba_id === waba) ?? [];
  const [chosenId, setChosenId] = useState('');
  const [values, setValues] = useState<Record<string, string>>({});
  const labelOf = useBlankLabel();
  const problemOf = useBlankProblem();
  const template = usable.find(({ id }) => id === chosenId) ?? usable[0];
  const blanks = template === undefined ? [] : blanksOfTemplate(template);
  const textAt = (place: string) => values[place]?.trim() ?? '';
  const isComplete = blanks.every((blank) => isUsable(blank, textAt(blank.place)));
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
              content: contentOf(template, blanks, textAt),
              body: fill(shapeOf(template.components).body, values, 'body'),
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
          {blanks.map((blank) => (
            <Field
              key={blank.place}
              label={labelOf(blank)}
              hint={blank.media !== undefined && t('templates:blank.linkHint')}
              error={problemOf(blank, textAt(blank.place))}
            >
              {(props) => (
                <BlankInput
                  {...props}
                  blank={blank}
                  value={values[blank.place] ?? ''}
                  onChange={(value) => setValues({ ...values, [blank.place]: value })}
                />
              )}
            </Field>
          ))}
          <TemplatePreview
            shape={shapeOf(template.components)}
            values={values}
            pictures={Object.fromEntries(
              blanks
                .filter((blank) => blank.media === 'image' && isUsable(blank, textAt(blank.place)))
                .map(({ place }) => [place, textAt(place)]),
            )}
          />
          <Button type="submit" tone="accent" className="justify-self-end" disabled={!isComplete}>
            {t('send')}
          </Button>
        </form>
      )}
    </Dialog>
  );
}

/** Meta's template object. */
function contentOf(template: Template, blanks: Blank[], textAt: (place: string) => string): Json {
  const components = componentsOf(blanks, textAt, ({ place, name, component, media, isNamed }) => {
    const value = textAt(place);
    if (media !== undefined) return { type: media, [media]: { link: value } };
    if (component === 'coupon') return { type: 'coupon_code', coupon_code: value };
    const isInText = component === 'header' || component === 'body';
    return { type: 'text', text: value, ...(isNamed && isInText && { parameter_name: name }) };
  });
  // Components have no index signature, which is all that keeps them from being Json.
  return {
    name: template.name,
    language: { code: template.language },
    components: components as unknown as Json,
  };
}
