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
import { recall, remember } from '../../../lib/storage.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Input } from '../../../ui/field.tsx';

const SLOT = 'invitation';

/**
 * The code of the link, behind the #, so that it stands in no server's log. It is kept on this device until it is used: who has
 * to make an account first comes back without it.
 */
function invitedWith(): string {
  const given = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (given !== null) remember(SLOT, given);
  return given ?? recall(SLOT) ?? '';
}

/** Takes a seat that was offered. The code stands in the link; it can be pasted too. */
export default function InvitationPage() {
  const { t } = useTranslation(['auth', 'common']);
  const { state, user } = useSession();
  const client = useClient();
  const router = useRouter();
  const queries = useQueryClient();
  const [code, setCode] = useState(invitedWith);
  const accepting = useMutation({
    mutationFn: () => client.invitations.accept(code.trim()),
    onSuccess: async () => {
      remember(SLOT, null);
      await queries.invalidateQueries({ queryKey: ['context'] });
      toast.success(t('accepted'));
      router.replace('/');
    },
  });
  if (state !== 'signed-in')
    return (
      <Door title={t('invitationTitle')} about={t('invitationSignIn')}>
        <div className="grid gap-3">
          <Button asChild tone="accent" size="lg">
            <TextLink href="/sign-up/?next=/invitation/" className="text-accent-ink hover:no-underline">
              {t('signUp')}
            </TextLink>
          </Button>
          <Button asChild size="lg">
            <TextLink href="/login/?next=/invitation/" className="text-ink hover:no-underline">
              {t('signIn')}
            </TextLink>
          </Button>
        </div>
      </Door>
    );
  return (
    <Door
      title={t('invitationTitle')}
      about={code === '' ? t('invitationAbout') : t('invitationAs', { email: user?.email })}
      foot={
        <p>
          {t('invitationOther')}{' '}
          <Button tone="quiet" size="sm" onClick={() => void client.auth.signOut()}>
            {t('common:user.signOut')}
          </Button>
        </p>
      }
    >
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
