'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { keyOf } from '../contacts/import/key_of.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { type RoleChoice, rolesKey, useRoles } from './roles.ts';

/** A role of one's own: a name and what it may do. Nobody gives what he does not have. */
export function RoleForm({ role, onClose }: { role: RoleChoice | null; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { organization } = useWorkspace();
  const all = useRoles().find(({ key }) => key === 'owner')?.permissions ?? [];
  const [name, setName] = useState(role?.label ?? '');
  const [chosen, setChosen] = useState<string[]>(role?.permissions ?? []);
  const areas = Map.groupBy(all, (permission) => permission.split('.')[0] ?? '');
  const saving = useMutation({
    mutationFn: () => {
      const change = { name: name.trim(), permissions: chosen };
      return role === null
        ? client.roles.create({ organizationId: organization.id, key: keyOf(name), ...change })
        : client.roles.update(role.id, change);
    },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: rolesKey(organization.id) });
      toast.success(t('common:saved'));
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={role === null ? t('roles.new') : role.label}
      about={t('roles.formAbout')}
      className="max-w-2xl"
      isForm
    >
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <Field label={t('brands.name')} className="max-w-72">
          {(props) => (
            <Input
              {...props}
              required
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
          {[...areas].map(([area, permissions]) => (
            <fieldset key={area} className="grid content-start gap-1.5">
              <legend className="mb-1.5 font-medium text-[0.8125rem]">
                {t(`area.${area as 'contacts'}`, area)}
              </legend>
              {permissions.map((permission) => {
                const verb = permission.split('.')[1] ?? permission;
                return (
                  <label key={permission} className="flex items-center gap-2.5">
                    <input
                      type="checkbox"
                      className="size-4 accent-(--accent)"
                      disabled={!organization.permissions.includes(permission)}
                      checked={chosen.includes(permission)}
                      onChange={({ target }) =>
                        setChosen(
                          target.checked
                            ? [...chosen, permission]
                            : chosen.filter((other) => other !== permission),
                        )
                      }
                    />
                    {t(`verb.${verb as 'view'}`, verb)}
                  </label>
                );
              })}
            </fieldset>
          ))}
        </div>
        <FormProblem error={saving.error} />
        <div className="sticky -bottom-5 -mx-5 -mb-5 flex justify-end gap-2 border-t bg-raised px-5 py-3">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            tone="accent"
            disabled={name.trim() === '' || chosen.length === 0}
            busy={saving.isPending}
          >
            {t('common:save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
