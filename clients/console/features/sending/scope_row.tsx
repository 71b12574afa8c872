'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { OctagonPause, Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SendingScope } from '../../../sdk/src/sending.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { sendingKey } from './data.ts';

interface ScopeRowProps {
  name: string;
  about: string;
  /** Why it is stopped; null while it sends. */
  reason: string | null;
  /** What the person may stop and let go on; null where he only looks. */
  scope: SendingScope | null;
}

/** Everything of a brand or an organization at once: whether it sends, and the switch. */
export function ScopeRow({ name, about, reason, scope }: ScopeRowProps) {
  const { t } = useTranslation('sending');
  const [isAsking, setAsking] = useState(false);
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const reload = () => queries.invalidateQueries({ queryKey: sendingKey(brand.id) });
  const resuming = useMutation({
    mutationFn: (whose: SendingScope) => client.sending.resume(whose),
    onSuccess: reload,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex items-center gap-2">
          <span className="min-w-0 truncate font-medium">{name}</span>
          <Badge tone={reason === null ? 'good' : 'warn'}>
            {t(reason === null ? 'scope.sends' : 'scope.stopped')}
          </Badge>
        </p>
        <p className="text-ink-soft text-[0.8125rem]">{about}</p>
        {reason !== null && <p className="break-words text-warn">{reason}</p>}
        <FormProblem error={resuming.error} />
      </div>
      {scope !== null &&
        (reason === null ? (
          <Button onClick={() => setAsking(true)} aria-label={t('scope.stopOf', { name })}>
            <OctagonPause />
            {t('scope.stop')}
          </Button>
        ) : (
          <Button
            tone="accent"
            busy={resuming.isPending}
            aria-label={t('scope.resumeOf', { name })}
            onClick={() => resuming.mutate(scope)}
          >
            {!resuming.isPending && <Play />}
            {t('scope.resume')}
          </Button>
        ))}
      {isAsking && scope !== null && (
        <StopDialog name={name} scope={scope} onClose={() => setAsking(false)} onStopped={reload} />
      )}
    </li>
  );
}

interface StopDialogProps {
  name: string;
  scope: SendingScope;
  onClose: () => void;
  onStopped: () => Promise<void>;
}

function StopDialog({ name, scope, onClose, onStopped }: StopDialogProps) {
  const { t } = useTranslation(['sending', 'common']);
  const client = useClient();
  const [reason, setReason] = useState('');
  const stopping = useMutation({
    mutationFn: () => client.sending.pause(scope, reason),
    async onSuccess() {
      await onStopped();
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('scope.stopTitle', { name })}
      about={t('scope.stopAbout')}
      className="max-w-md"
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          stopping.mutate();
        }}
      >
        <Field label={t('scope.reason')} hint={t('scope.reasonHint')}>
          {(props) => (
            <Input
              {...props}
              value={reason}
              maxLength={500}
              autoComplete="off"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <FormProblem error={stopping.error} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" tone="danger" busy={stopping.isPending}>
            {t('scope.stop')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
