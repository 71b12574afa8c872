'use client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

export const numbersKey = (brandId: string) => ['numbers', brandId];

/** The brand's WhatsApp numbers. */
export function useNumbers() {
  const client = useClient();
  const { brand, may } = useWorkspace();
  return useQuery({
    queryKey: numbersKey(brand.id),
    queryFn: () => client.whatsappAccounts.list(),
    enabled: may('channels.view'),
  });
}
