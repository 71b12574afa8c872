'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Colleague } from '../../../sdk/src/members.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { memberName, membersKey } from './data.ts';
import { useRoles } from './roles.ts';

/** Role and brands of a seat. */
export function MemberForm({ member, onClose }: { member: Colleague; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { organization, hasBrands } = useWorkspace();
  const roles = useRoles();
  const [role, setRole] = useState(member.role_key);
  const [isLimited, setLimited] = useState(!member.all_brands);
  const [brandIds, setBrandIds] = useState<string[]>(member.brand_ids ?? []);
  const saving = useMutation({
    mutationFn: () =>
      client.members.change(member.member_id, {
        ...(role !== member.role_key && { role }),
        ...(hasBrands && { brandIds: isLimited ? brandIds : 'all' }),
      }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: membersKey(organization.id) });
      toast.success(t('common:saved'));
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title={memberName(member)} about={member.email} className="max-w-md">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <Field label={t('members.role')}>
          {(props) => (
            <Select {...props} value={role} onChange={(event) => setRole(event.target.value)}>
              {roles.map(({ key, label }) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {hasBrands && (
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 font-medium text-[0.8125rem]">{t('members.brands')}</legend>
            {[false, true].map((limited) => (
              <label key={String(limited)} className="flex items-center gap-2.5">
                <input
                  type="radio"
                  name="scope"
                  className="accent-(--accent)"
                  checked={isLimited === limited}
                  onChange={() => setLimited(limited)}
                />
                {limited ? t('members.theseBrands') : t('members.allBrands')}
              </label>
            ))}
            {isLimited && (
              <div className="grid gap-2 ps-6">
                {organization.brands.map(({ id, name }) => (
                  <label key={id} className="flex items-center gap-2.5">
                    <input
                      type="checkbox"
                      className="size-4 accent-(--accent)"
                      checked={brandIds.includes(id)}
                      onChange={({ target }) =>
                        setBrandIds(
                          target.checked ? [...brandIds, id] : brandIds.filter((other) => other !== id),
                        )
                      }
                    />
                    {name}
                  </label>
                ))}
              </div>
            )}
          </fieldset>
        )}
        <FormProblem error={saving.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            tone="accent"
            disabled={hasBrands && isLimited && brandIds.length === 0}
            busy={saving.isPending}
          >
            {t('common:save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
