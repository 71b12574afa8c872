'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Door } from '../../../features/auth/door.tsx';
import { TextLink } from '../../../features/auth/link.tsx';
import { FormProblem } from '../../../features/auth/problem.tsx';
import { useClient, useSession } from '../../../features/session/session.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field, Input } from '../../../ui/field.tsx';

/** Takes a seat that was offered. The code stands in the link; it can be pasted too. */
export default function InvitationPage() {
  const { t } = useTranslation('auth');
  const { state } = useSession();
  const client = useClient();
  const router = useRouter();
  const queries = useQueryClient();
  const [code, setCode] = useState(() => new URLSearchParams(window.location.search).get('code') ?? '');
  const accepting = useMutation({
    mutationFn: () => client.invitations.accept(code.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['context'] });
      toast.success(t('accepted'));
      router.replace('/');
    },
  });
  const here = `/invitation/?code=${encodeURIComponent(code)}`;
  if (state !== 'signed-in')
    return (
      <Door title={t('invitationTitle')} about={t('invitationSignIn')}>
        <div className="grid gap-3">
          <Button asChild tone="accent" size="lg">
            <TextLink
              href={`/sign-up/?next=${encodeURIComponent(here)}`}
              className="text-accent-ink hover:no-underline"
            >
              {t('signUp')}
            </TextLink>
          </Button>
          <Button asChild size="lg">
            <TextLink
              href={`/login/?next=${encodeURIComponent(here)}`}
              className="text-ink hover:no-underline"
            >
              {t('signIn')}
            </TextLink>
          </Button>
        </div>
      </Door>
    );
  return (
    <Door title={t('invitationTitle')} about={t('invitationAbout')}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          accepting.mutate();
        }}
      >
        <Field label={t('invitationCode')}>
          {(props) => (
            <Input
              {...props}
              value={code}
              required
              autoComplete="off"
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <FormProblem error={accepting.error} />
        <Button type="submit" tone="accent" size="lg" busy={accepting.isPending}>
          {t('accept')}
        </Button>
      </form>
    </Door>
  );
}
