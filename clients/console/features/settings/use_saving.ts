import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';

/** Saves a form of settings, then has what was read under the key read again and says so. */
export function useSaving(queryKey: readonly unknown[], save: () => Promise<unknown>) {
  const { t } = useTranslation('common');
  const queries = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey });
      toast.success(t('saved'));
    },
  });
}
