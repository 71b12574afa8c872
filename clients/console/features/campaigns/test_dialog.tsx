'use client';
import { useMutation } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { ContactPicker } from '../contacts/picker.tsx';
import { useClient } from '../session/session.tsx';

/** A test is for a few: more are a campaign. */
const MOST = 10;

/** Sends one or more contacts the message they would get, apart from the campaign. */
export function TestDialog({ campaignId, onClose }: { campaignId: string; onClose: () => void }) {
  const { t } = useTranslation(['campaigns', 'common']);
  const client = useClient();
  const [chosen, setChosen] = useState<string[]>([]);
  const sending = useMutation({
    async mutationFn() {
      for (const id of chosen) {
        await client.campaigns.test(campaignId, id);
        // When a later one fails, another press must not send to this one again.
        setChosen((old) => old.filter((one) => one !== id));
      }
      return chosen.length;
    },
    onSuccess: (count) => {
      toast.success(t('test.sent', { count }));
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title={t('test.title')} about={t('test.about')} className="max-w-lg">
      <div className="grid gap-4">
        <div className="overflow-hidden rounded-lg border">
          <ContactPicker chosen={chosen} onChange={setChosen} />
        </div>
        {chosen.length > MOST && <p className="text-warn">{t('test.tooMany', { count: MOST })}</p>}
        <FormProblem error={sending.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            tone="accent"
            disabled={chosen.length === 0 || chosen.length > MOST}
            busy={sending.isPending}
            onClick={() => sending.mutate()}
          >
            <Send />
            {t('test.action')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
