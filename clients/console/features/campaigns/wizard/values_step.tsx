'use client';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../../../sdk/src/templates.ts';
import { Card } from '../../../ui/card.tsx';
import { Field, Input, Select } from '../../../ui/field.tsx';
import { useAttributes } from '../../contacts/data.ts';
import { TemplatePreview } from '../../templates/preview.tsx';
import { shapeOf } from '../../templates/shape.ts';
import {
  type Blank,
  blanksOfTemplate,
  type Draft,
  guessRule,
  isFilled,
  type Rule,
  type Source,
} from './draft.ts';

const TEXT_SOURCES: Source[] = ['name', 'attribute', 'constant', 'phone', 'username'];
const OTHER_SOURCES: Source[] = ['constant', 'attribute'];

interface ValuesStepProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  template: Template;
}

/** What stands in each blank of the template. */
export function ValuesStep({ draft, onChange, template }: ValuesStepProps) {
  const { t } = useTranslation('campaigns');
  const blanks = blanksOfTemplate(template);
  const rules = draft.rules;
  const picture = rules.media?.source === 'constant' ? rules.media.value : '';
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
      <Card className="divide-y">
        {blanks.length === 0 && <p className="p-5 text-ink-soft">{t('wizard.noValues')}</p>}
        {blanks.map((blank) => (
          <BlankFields
            key={blank.place}
            blank={blank}
            rule={rules[blank.place] ?? guessRule(blank)}
            onChange={(rule) => onChange({ rules: { ...rules, [blank.place]: rule } })}
          />
        ))}
      </Card>
      <TemplatePreview
        shape={shapeOf(template.components)}
        values={useSampleValues(draft, blanks)}
        picture={/^https:\/\//.test(picture) ? picture : null}
      />
    </div>
  );
}

/** The blanks as the preview shows them: the text itself, or where it comes from. */
export function useSampleValues(draft: Draft, blanks: Blank[]): Record<string, string> {
  const { t } = useTranslation('campaigns');
  const attributes = useAttributes().data ?? [];
  return Object.fromEntries(
    blanks.map((blank) => {
      const { source, value, key } = draft.rules[blank.place] ?? guessRule(blank);
      if (source === 'constant') return [blank.name, value];
      const label = attributes.find((one) => one.key === key)?.label ?? key;
      return [blank.name, `[${source === 'attribute' ? label : t(`wizard.source.${source}`)}]`];
    }),
  );
}

interface BlankFieldsProps {
  blank: Blank;
  rule: Rule;
  onChange: (rule: Rule) => void;
}

function BlankFields({ blank, rule, onChange }: BlankFieldsProps) {
  const { t } = useTranslation('campaigns');
  const attributes = useAttributes().data ?? [];
  const set = (change: Partial<Rule>) => onChange({ ...rule, ...change });
  const label = useBlankLabel(blank);
  const isFixed = blank.component === 'offer' || blank.component === 'place';
  const sources = blank.component === 'body' || blank.component === 'header' ? TEXT_SOURCES : OTHER_SOURCES;
  const isWrong = rule.source === 'constant' && rule.value !== '' && !isFilled(blank, rule);
  return (
    <fieldset className="grid gap-3 p-5 sm:grid-cols-3">
      <legend className="sr-only">{label}</legend>
      {!isFixed && (
        <Field label={label}>
          {(props) => (
            <Select
              {...props}
              value={rule.source}
              onChange={(event) => set({ source: event.target.value as Source })}
            >
              {sources
                .filter((source) => source !== 'attribute' || attributes.length > 0)
                .map((source) => (
                  <option key={source} value={source}>
                    {t(`wizard.source.${source}`)}
                  </option>
                ))}
            </Select>
          )}
        </Field>
      )}
      {rule.source === 'constant' && (
        <Field
          label={isFixed ? label : t(blank.component === 'media' ? 'wizard.link' : 'wizard.text')}
          hint={blank.component === 'media' && t('wizard.linkHint')}
          error={
            isWrong ? t(blank.component === 'media' ? 'wizard.linkHint' : 'wizard.notNumber') : undefined
          }
          className="sm:col-span-2"
        >
          {(props) => (
            <Input
              {...props}
              type={blank.component === 'offer' ? 'datetime-local' : 'text'}
              value={rule.value}
              {...(blank.component === 'media' && { dir: 'ltr', placeholder: 'https://' })}
              onChange={(event) => set({ value: event.target.value })}
            />
          )}
        </Field>
      )}
      {rule.source === 'attribute' && (
        <Field label={t('wizard.attribute')}>
          {(props) => (
            <Select {...props} value={rule.key} onChange={(event) => set({ key: event.target.value })}>
              <option value="">–</option>
              {attributes.map((one) => (
                <option key={one.key} value={one.key}>
                  {one.label}
                </option>
              ))}
            </Select>
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

function useBlankLabel({ component, name }: Blank): string {
  const { t } = useTranslation(['campaigns', 'templates']);
  switch (component) {
    case 'media':
      return t(`templates:editor.format.${name as 'IMAGE'}`);
    case 'place':
      return t(`wizard.place.${name as 'latitude'}`);
    case 'offer':
      return t('wizard.offerEnds', { name });
    case 'coupon':
      return t('wizard.coupon');
    case 'button':
      return t('wizard.blank', { name });
    default:
      return t('wizard.blank', { name: `{{${name}}}` });
  }
}
