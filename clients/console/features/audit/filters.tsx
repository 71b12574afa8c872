'use client';
import { useTranslation } from 'react-i18next';
import type { AuditFilters } from '../../../sdk/src/audit.ts';
import { startOfDay } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { memberName, useMembers } from '../members/data.ts';
import { useWorkspace } from '../session/workspace.tsx';

const ACTIONS = ['all', 'insert', 'update', 'delete'] as const;
/** What people change most; the log itself holds every audited table. */
const ENTITIES = [
  'contacts',
  'contact_merges',
  'data_requests',
  'segments',
  'labels',
  'groups',
  'contact_attributes',
  'consent_settings',
  'contact_imports',
  'exports',
  'campaigns',
  'templates',
  'conversations',
  'canned_replies',
  'business_hours',
  'routing_settings',
  'sla_policies',
  'whatsapp_accounts',
  'members',
  'member_brands',
  'invitations',
  'roles',
  'brands',
  'organizations',
  'subscriptions',
] as const;

/** What the log is narrowed to; empty texts do not narrow. */
export interface AuditChoice {
  action: (typeof ACTIONS)[number];
  entity: string;
  actorId: string;
  brandId: string;
  from: string;
  until: string;
}

export const NO_CHOICE: AuditChoice = {
  action: 'all',
  entity: '',
  actorId: '',
  brandId: '',
  from: '',
  until: '',
};

/** The choice as the log is asked; days are those of the organization's clocks, the last one included. */
export function toFilters(
  { id: organizationId, timezone }: { id: string; timezone: string },
  choice: AuditChoice,
): AuditFilters {
  const { action, entity, actorId, brandId, from, until } = choice;
  return {
    organizationId,
    ...(action !== 'all' && { action }),
    ...(entity !== '' && { entity }),
    ...(actorId !== '' && { actorId }),
    ...(brandId !== '' && { brandId }),
    ...(from !== '' && { from: startOfDay(from, timezone) }),
    ...(until !== '' && { until: startOfDay(until, timezone, 1) }),
  };
}

interface FiltersProps {
  choice: AuditChoice;
  onChange: (choice: AuditChoice) => void;
}

export function AuditFilterBar({ choice, onChange }: FiltersProps) {
  const { t } = useTranslation(['settings', 'contacts']);
  const { organization, hasBrands } = useWorkspace();
  const members = useMembers().data ?? [];
  const set = (change: Partial<AuditChoice>) => onChange({ ...choice, ...change });
  return (
    <div className="grid gap-3">
      <Choices
        label={t('audit.filter')}
        value={choice.action}
        onChange={(action) => set({ action })}
        className="w-fit max-w-full"
        options={ACTIONS.map((value) => ({ value, label: t(`audit.action.${value}`) }))}
      />
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
        <Field label={t('audit.what')}>
          {(props) => (
            <Select {...props} value={choice.entity} onChange={({ target }) => set({ entity: target.value })}>
              <option value="">{t('audit.everything')}</option>
              {ENTITIES.map((one) => (
                <option key={one} value={one}>
                  {t(`audit.entity.${one}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('audit.who')}>
          {(props) => (
            <Select
              {...props}
              value={choice.actorId}
              onChange={({ target }) => set({ actorId: target.value })}
            >
              <option value="">{t('audit.everybody')}</option>
              {members.map((member) => (
                <option key={member.user_id} value={member.user_id}>
                  {memberName(member)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {hasBrands && (
          <Field label={t('audit.brand')}>
            {(props) => (
              <Select
                {...props}
                value={choice.brandId}
                onChange={({ target }) => set({ brandId: target.value })}
              >
                <option value="">{t('members.allBrands')}</option>
                {organization.brands.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {(['from', 'until'] as const).map((end) => (
          <Field key={end} label={t(`audit.${end}`)}>
            {(props) => (
              <Input
                {...props}
                type="date"
                value={choice[end]}
                onChange={({ target }) => set({ [end]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      {JSON.stringify(choice) !== JSON.stringify(NO_CHOICE) && (
        <Button size="sm" tone="quiet" className="justify-self-start" onClick={() => onChange(NO_CHOICE)}>
          {t('contacts:filter.clear')}
        </Button>
      )}
    </div>
  );
}
