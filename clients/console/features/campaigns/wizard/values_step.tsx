'use client';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../../../sdk/src/templates.ts';
import { Card } from '../../../ui/card.tsx';
import { Field, Input, Select } from '../../../ui/field.tsx';
import { TemplatePreview } from '../../templates/preview.tsx';
import { shapeOf } from '../../templates/shape.ts';
import { type Blank, blanksOfTemplate, type Draft, guessRule, type Source } from './draft.ts';

const SOURCES: Source[] = ['name', 'attribute', 'constant', 'phone', 'username'];

interface ValuesStepProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  template: Template;
}

/** What stands in each blank of the template. */
export function ValuesStep({ draft, onChange, template }: ValuesStepProps) {
  const { t } = useTranslation('campaigns');
  const blanks = blanksOfTemplate(template);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
      <Card className="divide-y">
        {blanks.length === 0 && <p className="p-5 text-ink-soft">{t('wizard.noValues')}</p>}
        {blanks.map((blank) => (
          <BlankFields
            key={blank.place}
            blank={blank}
            rule={draft.rules[blank.place] ?? guessRule(blank)}
            onChange={(rule) => onChange({ rules: { ...draft.rules, [blank.place]: rule } })}
          />
        ))}
      </Card>
      <TemplatePreview shape={shapeOf(template.components)} values={useSampleValues(draft, blanks)} />
    </div>
  );
}

/** The blanks as the preview shows them: the text itself, or where it comes from. */
export function useSampleValues(draft: Draft, blanks: Blank[]): Record<string, string> {
  const { t } = useTranslation('campaigns');
  return Object.fromEntries(
    blanks.map((blank) => {
      const { source, value, key } = draft.rules[blank.place] ?? guessRule(blank);
      if (source === 'constant') return [blank.name, value];
      return [blank.name, `[${source === 'attribute' ? key : t(`wizard.source.${source}`)}]`];
    }),
  );
}

type Rule = Draft['rules'][string];

function BlankFields({
  blank,
  rule,
  onChange,
}: {
  blank: Blank;
  rule: Rule;
  onChange: (rule: Rule) => void;
}) {
  const { t } = useTranslation('campaigns');
  const set = (change: Partial<Rule>) => onChange({ ...rule, ...change });
  return (
    <fieldset className="grid gap-3 p-5 sm:grid-cols-3">
      <legend className="sr-only">{t('wizard.blank', { name: blank.name })}</legend>
      <Field
        label={t('wizard.blank', { name: blank.component === 'button' ? blank.name : `{{${blank.name}}}` })}
      >
        {(props) => (
          <Select
            {...props}
            value={rule.source}
            onChange={(event) => set({ source: event.target.value as Source })}
          >
            {SOURCES.map((source) => (
              <option key={source} value={source}>
                {t(`wizard.source.${source}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {rule.source === 'constant' && (
        <Field label={t('wizard.text')} className="sm:col-span-2">
          {(props) => (
            <Input {...props} value={rule.value} onChange={(event) => set({ value: event.target.value })} />
          )}
        </Field>
      )}
      {rule.source === 'attribute' && (
        <Field label={t('wizard.attribute')}>
          {(props) => (
            <Input {...props} value={rule.key} onChange={(event) => set({ key: event.target.value })} />
          )}
        </Field>
      )}
      {rule.source !== 'constant' && (
        <Field label={t('wizard.fallback')} hint={t('wizard.fallbackHint')}>
          {(props) => (
            <Input
              {...props}
              value={rule.fallback}
              onChange={(event) => set({ fallback: event.target.value })}
            />
          )}
        </Field>
      )}
    </fieldset>
  );
}
