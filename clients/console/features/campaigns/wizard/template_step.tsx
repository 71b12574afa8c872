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
  const account = numbers.find(({ id }) => id === draft.whatsappAccountId) ?? numbers[0];
  const accountId = account?.id ?? '';
  const alike = numbers.filter(({ id, waba_id }) => waba_id === account?.waba_id && id !== accountId);
  const usable = templates.filter(({ waba_id }) => waba_id === account?.waba_id);
  const chosen = usable.find(({ id }) => id === draft.templateId);
  const choose = (templateId: string) =>
    onChange({ templateId, whatsappAccountId: accountId, rules: {}, kept: [] });
  const chooseNumber = (whatsappAccountId: string) => {
    const isAlike = alike.some(({ id }) => id === whatsappAccountId);
    onChange({
      whatsappAccountId,
      // The other numbers and the templates are those of one WhatsApp Business Account.
      ...(isAlike
        ? { furtherIds: draft.furtherIds.filter((id) => id !== whatsappAccountId) }
        : { furtherIds: [], templateId: '' }),
    });
  };
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
              <Select {...props} value={accountId} onChange={(event) => chooseNumber(event.target.value)}>
                {numbers.map(({ id, account_name, phone_number }) => (
                  <option key={id} value={id}>
                    {account_name} ({phone_number})
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        {alike.length > 0 && (
          <fieldset className="grid gap-1.5">
            <legend className="font-medium text-[0.8125rem]">{t('wizard.further')}</legend>
            <p className="text-[0.8125rem] text-ink-soft">{t('wizard.furtherAbout')}</p>
            <div className="flex flex-wrap gap-x-5 gap-y-1">
              {alike.map(({ id, account_name, phone_number }) => (
                <label key={id} className="flex min-h-7 items-center gap-2.5">
                  <input
                    type="checkbox"
                    className="size-4 shrink-0 accent-(--accent)"
                    checked={draft.furtherIds.includes(id)}
                    onChange={({ target }) =>
                      onChange({
                        furtherIds: target.checked
                          ? [...draft.furtherIds, id]
                          : draft.furtherIds.filter((one) => one !== id),
                      })
                    }
                  />
                  {account_name} ({phone_number})
                </label>
              ))}
            </div>
          </fieldset>
        )}
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
      {chosen ? (
        <TemplatePreview shape={shapeOf(chosen.components)} />
      ) : (
        <p className="hidden h-40 place-items-center text-balance rounded-xl border border-dashed px-6 text-center text-ink-soft lg:grid">
          {t('wizard.previewEmpty')}
        </p>
      )}
    </div>
  );
}
