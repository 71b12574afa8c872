'use client';
import { PlanSettings } from '../../../../features/billing/plan.tsx';

export default function PlanSettingsPage() {
  return <PlanSettings />;
}
