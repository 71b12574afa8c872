'use client';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../../../sdk/src/templates.ts';
import type { WhatsappAccount } from '../../../../sdk/src/whatsapp_accounts.ts';
import { Card } from '../../../ui/card.tsx';
import { cn } from '../../../ui/cn.ts';
import { Field, Input, Select } from '../../../ui/field.tsx';
import { TemplatePreview } from '../../templates/preview.tsx';
import { shapeOf } from '../../templates/shape.ts';
import type { Draft } from './draft.ts';

interface TemplateStepProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  numbers: WhatsappAccount[];
  templates: Template[];
}

/** Name, number, and one of the approved templates of that number's account. */
export function TemplateStep({ draft, onChange, numbers, templates }: TemplateStepProps) {
  const { t } = useTranslation(['campaigns', 'templates']);
  const accountId = draft.whatsappAccountId || (numbers[0]?.id ?? '');
  const account = numbers.find(({ id }) => id === accountId);
  const usable = templates.filter(({ waba_id }) => waba_id === account?.waba_id);
  const chosen = usable.find(({ id }) => id === draft.templateId);
  const choose = (templateId: string) => onChange({ templateId, whatsappAccountId: accountId, rules: {} });
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
      <Card className="grid gap-5 p-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('wizard.name')} hint={t('wizard.nameHint')}>
            {(props) => (
              <Input
                {...props}
                value={draft.name}
                maxLength={200}
                autoComplete="off"
                onChange={(event) => onChange({ name: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('wizard.number')}>
            {(props) => (
              <Select
                {...props}
                value={accountId}
                onChange={(event) => onChange({ whatsappAccountId: event.target.value, templateId: '' })}
              >
                {numbers.map(({ id, account_name, phone_number }) => (
                  <option key={id} value={id}>
                    {account_name} ({phone_number})
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <fieldset className="grid min-w-0 gap-1.5">
          <legend className="mb-1.5 font-medium text-[0.8125rem]">{t('wizard.template')}</legend>
          {usable.map((template) => (
            <label
              key={template.id}
              className={cn(
                'flex cursor-pointer items-start gap-3 rounded-lg border px-3.5 py-2.5 hover:bg-sunken/60',
                'has-checked:border-accent-text has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent-text',
              )}
            >
              <input
                type="radio"
                name="template"
                className="mt-1 accent-(--accent)"
                checked={template.id === draft.templateId}
                onChange={() => choose(template.id)}
              />
              <span className="min-w-0 flex-1">
                <span className="flex items-baseline gap-2">
                  <span className="truncate font-medium">{template.name}</span>
                  <span className="whitespace-nowrap text-ink-soft text-xs">
                    {t(`templates:category.${template.category as 'MARKETING'}`, template.category)} ·{' '}
                    {template.language}
                  </span>
                </span>
                <span className="line-clamp-1 text-ink-soft">{shapeOf(template.components).body}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </Card>
      {chosen && <TemplatePreview shape={shapeOf(chosen.components)} />}
    </div>
  );
}
