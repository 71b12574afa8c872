'use client';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';
import type { Context, ContextBrand, ContextOrganization } from '../../../sdk/src/context.ts';
import { TimeZone } from '../../lib/format.ts';
import { recall, remember } from '../../lib/storage.ts';
import { Problem } from '../../ui/states.tsx';
import { Loading } from './loading.tsx';
import { useClient, useSession } from './session.tsx';

/** Where the signed-in person works now, and what he may do there. */
export interface Workspace {
  organizations: ContextOrganization[];
  organization: ContextOrganization;
  brand: ContextBrand;
  /** False where a person has one brand only: then no page speaks of brands. */
  hasBrands: boolean;
  /** Whether he is one of the people who run the platform. */
  isPlatformAdmin: boolean;
  choose(brandId: string): void;
  /** Whether the seat gives a permission. Only for what is shown: the database decides. */
  may(permission: string): boolean;
  /** Whether the plan includes a feature. */
  includes(feature: string): boolean;
}

const WorkspaceContext = createContext<Workspace | null>(null);

/** Reads the person's seats; without any it shows `welcome` instead of the children. */
export function WorkspaceProvider({ children, welcome }: { children: ReactNode; welcome: ReactNode }) {
  const client = useClient();
  const { user } = useSession();
  const context = useQuery({
    queryKey: ['context', user?.id],
    queryFn: () => client.context(),
    staleTime: 30_000,
  });
  const [brandId, setBrandId] = useState(() => recall('brand'));
  const choose = useCallback((id: string) => {
    remember('brand', id);
    setBrandId(id);
  }, []);

  const known = context.data;
  const workspace = useMemo(() => {
    const made = known === undefined ? null : place(known, brandId, choose);
    // Before any child asks for something: each request carries the brand.
    client.brands.use(made?.brand.id ?? null);
    return made;
  }, [known, brandId, choose, client]);

  if (context.error !== null && known === undefined) {
    return <Problem error={context.error} retry={() => void context.refetch()} className="min-h-dvh" />;
  }
  if (known === undefined) return <Loading />;
  if (workspace === null) return welcome;
  return (
    <WorkspaceContext value={workspace}>
      <TimeZone value={workspace.organization.timezone}>{children}</TimeZone>
    </WorkspaceContext>
  );
}

function place(
  { organizations, is_platform_admin }: Context,
  brandId: string | null,
  choose: (brandId: string) => void,
): Workspace | null {
  const seated = organizations.filter(({ brands }) => brands.length > 0);
  const organization = seated.find(({ brands }) => brands.some(({ id }) => id === brandId)) ?? seated[0];
  const brand = organization?.brands.find(({ id }) => id === brandId) ?? organization?.brands[0];
  if (organization === undefined || brand === undefined) return null;
  const permissions = new Set(organization.permissions);
  return {
    organizations: seated,
    organization,
    brand,
    hasBrands: organization.brands.length > 1,
    isPlatformAdmin: is_platform_admin,
    choose,
    may: (permission) => permissions.has(permission),
    includes: (feature) => organization.features[feature] === true,
  };
}

export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  if (workspace === null) throw new Error('This is shown only inside a workspace.');
  return workspace;
}
