'use client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

export const templatesKey = (brandId: string) => ['templates', brandId];

/** The templates of the brand. */
export function useTemplates() {
  const client = useClient();
  const { brand, may } = useWorkspace();
  return useQuery({
    queryKey: templatesKey(brand.id),
    queryFn: () => client.templates.list(),
    enabled: may('templates.view'),
  });
}
