'use client';
import { AuditLog } from '../../../../features/audit/audit_log.tsx';

export default function AuditSettingsPage() {
  return <AuditLog />;
}
