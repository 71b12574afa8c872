'use client';
import { RoutingPage } from '../../../../features/routing/routing.tsx';

export default function Page() {
  return <RoutingPage />;
}
