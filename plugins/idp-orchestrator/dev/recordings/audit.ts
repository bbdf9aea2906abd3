import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';

type Told = Omit<
  AuditEntry,
  'number' | 'at' | 'origin' | 'digest' | 'previousDigest'
> & { door: AuditEntry['origin']['door'] };

const GUEST = { kind: 'user', ref: 'user:default/guest' } as const;
const AGENT = {
  kind: 'agent',
  ref: 'agent:assistant',
  onBehalfOf: 'user:default/guest',
  conversation: 'c-4711',
} as const;
const HOUR_MS = 3_600_000;

/** Calls of the last days, oldest first: done, refused and failed, through every door. */
export function recordAudit(runId: string, now: number): AuditEntry[] {
  const calls: Told[] = [
    {
      act: 'run.start',
      outcome: 'done',
      by: GUEST,
      door: 'rest',
      subject: { kind: 'flow', id: 'bootstrap-platform' },
      environment: 'development',
      dryRun: false,
      risk: 'high',
      reason: 'New laptop',
      result: `Started run ${runId}: Restart Grafana`,
    },
    {
      act: 'run.start',
      outcome: 'refused',
      by: { kind: 'user', ref: 'user:default/visitor' },
      door: 'rest',
      subject: { kind: 'flow', id: 'platform-operations' },
      environment: 'production',
      dryRun: false,
      risk: 'medium',
      result: 'Needs the permission idpOrchestrator.service.operate.',
    },
    {
      act: 'run.start',
      outcome: 'done',
      by: AGENT,
      door: 'agent',
      subject: { kind: 'flow', id: 'platform-operations' },
      environment: 'development',
      dryRun: true,
      risk: 'medium',
      reason: 'It did not answer',
      result: `Started run ${runId}: Restart Grafana`,
    },
    {
      act: 'run.cancel',
      outcome: 'failed',
      by: GUEST,
      door: 'rest',
      subject: { kind: 'run', id: runId },
      environment: 'development',
      reason: 'Wrong environment',
      result: 'The run has ended.',
    },
  ];
  const count = 60;
  return Array.from({ length: count }, (_, index) => {
    const { door, ...told } = calls[index % calls.length];
    return {
      number: index + 1,
      at: new Date(now - (count - index) * HOUR_MS).toISOString(),
      origin: { door, address: '10.0.0.7', userAgent: 'Mozilla/5.0' },
      previousDigest: String(index).padStart(64, '0'),
      digest: String(index + 1).padStart(64, '0'),
      ...told,
    };
  });
}
