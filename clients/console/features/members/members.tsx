'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MailPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useFormat } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { CopyField } from '../../ui/copy_field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from '../settings/section_page.tsx';
import { invitationLink, useMembers } from './data.ts';
import { InviteForm } from './invite_form.tsx';
import { MemberRow } from './member_row.tsx';
import { useRoles } from './roles.ts';

/** Who works here, as what, in which brands; and who was asked to. */
export function MemberSettings() {
  const { t } = useTranslation('settings');
  const { may } = useWorkspace();
  const members = useMembers();
  const [isInviting, setInviting] = useState(false);
  const mayManage = may('members.manage');
  return (
    <SectionPage
      title={t('section.members')}
      about={t('members.about')}
      actions={
        mayManage && (
          <Button tone="accent" onClick={() => setInviting(true)}>
            <MailPlus />
            {t('members.invite')}
          </Button>
        )
      }
    >
      <Card className="overflow-hidden">
        {members.error ? (
          <Problem error={members.error} retry={() => void members.refetch()} />
        ) : members.data === undefined ? (
          <SkeletonRows rows={3} />
        ) : (
          <ul className="divide-y">
            {members.data.map((member) => (
              <MemberRow key={member.member_id} member={member} mayManage={mayManage} />
            ))}
          </ul>
        )}
      </Card>
      {mayManage && <Invitations />}
      <Dialog
        open={isInviting}
        onOpenChange={setInviting}
        title={t('members.invite')}
        about={t('members.inviteAbout')}
      >
        <InviteForm />
      </Dialog>
    </SectionPage>
  );
}

function Invitations() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { organization } = useWorkspace();
  const roles = useRoles();
  const key = ['invitations', organization.id];
  const invitations = useQuery({ queryKey: key, queryFn: () => client.invitations.list(organization.id) });
  const revoke = useMutation({
    mutationFn: (id: string) => client.invitations.revoke(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
    onError: (error) => toast.error(error.message),
  });
  const resend = useMutation({
    mutationFn: (id: string) => client.invitations.resend(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
    onError: (error) => toast.error(error.message),
  });
  const open = invitations.data?.filter(
    ({ accepted_at, revoked_at }) => accepted_at === null && revoked_at === null,
  );
  if (open === undefined || open.length === 0) return null;
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('members.invitations')} />
      <ul className="divide-y border-t">
        {open.map((invitation) => (
          <li key={invitation.id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
            <div className="min-w-0 flex-1 basis-40">
              <p className="truncate font-medium">{invitation.email}</p>
              <p className="text-ink-soft text-xs">
                {t('members.expires', { time: format.relative(invitation.expires_at) })}
              </p>
            </div>
            <Badge>
              {roles.find(({ key }) => key === invitation.role_key)?.label ?? invitation.role_key}
            </Badge>
            <span className="flex max-sm:-ms-2.5 max-sm:w-full">
              <Button
                size="sm"
                tone="quiet"
                busy={resend.isPending && resend.variables === invitation.id}
                onClick={() => resend.mutate(invitation.id)}
              >
                {t('members.resend')}
              </Button>
              <Button
                size="sm"
                tone="quiet"
                busy={revoke.isPending && revoke.variables === invitation.id}
                onClick={() => revoke.mutate(invitation.id)}
              >
                {t('members.revoke')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {resend.data !== undefined && (
        <div className="border-t p-4">
          <CopyField label={t('members.link')} value={invitationLink(resend.data.token)} />
        </div>
      )}
    </Card>
  );
}
