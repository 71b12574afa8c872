'use client';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../../../sdk/src/templates.ts';
import { Card } from '../../../ui/card.tsx';
import { Field, Input, Select } from '../../../ui/field.tsx';
import { useAttributes } from '../../contacts/data.ts';
import { BlankInput, useBlankProblem } from '../../templates/blank_input.tsx';
import { useBlankLabel } from '../../templates/blank_label.ts';
import { type Blank, blanksOfTemplate } from '../../templates/blanks.ts';
import { TemplatePreview } from '../../templates/preview.tsx';
import { shapeOf } from '../../templates/shape.ts';
import { type Draft, guessRule, isFilled, type Rule, type Source } from './draft.ts';

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
        pictures={picturesOf(draft, blanks)}
      />
    </div>
  );
}

/** The pictures that are the same for all. */
export function picturesOf({ rules }: Draft, blanks: Blank[]): Record<string, string> {
  return Object.fromEntries(
    blanks.flatMap((blank) => {
      const rule = rules[blank.place];
      return blank.media === 'image' && rule?.source === 'constant' && isFilled(blank, rule)
        ? [[blank.place, rule.value.trim()]]
        : [];
    }),
  );
}

/** The blanks as the preview shows them: the text itself, or where it comes from. */
export function useSampleValues(draft: Draft, blanks: Blank[]): Record<string, string> {
  const { t } = useTranslation('campaigns');
  const attributes = useAttributes().data ?? [];
  return Object.fromEntries(
    blanks.map((blank) => {
      const { source, value, key } = draft.rules[blank.place] ?? guessRule(blank);
      if (source === 'constant') return [blank.place, value];
      const label = attributes.find((one) => one.key === key)?.label ?? key;
      return [blank.place, `[${source === 'attribute' ? label : t(`wizard.source.${source}`)}]`];
    }),
  );
}

interface BlankFieldsProps {
  blank: Blank;
  rule: Rule;
  onChange: (rule: Rule) => void;
}

function BlankFields({ blank, rule, onChange }: BlankFieldsProps) {
  const { t } = useTranslation(['campaigns', 'templates']);
  const attributes = useAttributes().data ?? [];
  const set = (change: Partial<Rule>) => onChange({ ...rule, ...change });
  const label = useBlankLabel()(blank);
  const problemOf = useBlankProblem();
  const isFixed = blank.component === 'offer' || blank.component === 'location';
  const sources = blank.component === 'body' || blank.component === 'header' ? TEXT_SOURCES : OTHER_SOURCES;
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
          label={isFixed ? label : t(blank.media === undefined ? 'wizard.text' : 'wizard.link')}
          hint={blank.media !== undefined && t('templates:blank.linkHint')}
          error={problemOf(blank, rule.value)}
          className="sm:col-span-2"
        >
          {(props) => (
            <BlankInput {...props} blank={blank} value={rule.value} onChange={(value) => set({ value })} />
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
