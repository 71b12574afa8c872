import { perRowCalls } from '../policy-calls.ts';
import type { Finding, Rule } from '../source.ts';

export const policies: Rule = {
  name: 'policies',
  why: 'a policy is for one command, to a named role, and calls its helpers once a query',
  check(source) {
    const findings: Finding[] = [];
    for (const { node, line } of source.statements) {
      if (!('CreatePolicyStmt' in node)) continue;
      const policy = node.CreatePolicyStmt;
      const name = `policy ${policy.policy_name ?? ''}`;
      if (policy.cmd_name === 'all') findings.push({ line, message: `${name} is for all commands` });
      if (JSON.stringify(policy.roles ?? []).includes('"ROLESPEC_PUBLIC"')) {
        findings.push({ line, message: `${name} names no role or is to public` });
      }
      for (const call of perRowCalls([policy.qual, policy.with_check])) {
        findings.push({ line, message: `${name}: ${call.name} ${call.reason}` });
      }
    }
    return findings;
  },
};
