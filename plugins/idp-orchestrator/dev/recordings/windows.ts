import {
  type ChangeWindow,
  type WaitingFor,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { bootstrapFlow } from './flows';
import { Recorder } from './Recorder';

const HOUR_MS = 60 * 60 * 1_000;

/** A freeze of production of the configuration, which is on for three hours more and takes two to override. */
export function recordFreeze(
  now: number,
  part: Partial<ChangeWindow> = {},
): ChangeWindow {
  return {
    id: 'year-end',
    title: 'Year end',
    kind: 'freeze',
    environments: ['production'],
    running: 'finish',
    starts: 'hold',
    override: { approvers: ['group:default/release'], count: 2 },
    source: 'configuration',
    timing: {
      timezone: 'Europe/Berlin',
      from: '2026-12-18T17:00',
      to: '2027-01-04T06:00',
    },
    current: span(now - HOUR_MS, now + 3 * HOUR_MS),
    ...part,
  };
}

/** A maintenance window that opens tomorrow and the days after, for what is critical. */
export function recordMaintenance(
  now: number,
  part: Partial<ChangeWindow> = {},
): ChangeWindow {
  return {
    id: 'night',
    title: 'Nightly',
    kind: 'maintenance',
    environments: ['production'],
    riskAtLeast: 'critical',
    running: 'finish',
    starts: 'refuse',
    source: 'configuration',
    timing: { timezone: 'UTC', cron: '0 2 * * *', duration: '2h' },
    next: span(now + 20 * HOUR_MS, now + 22 * HOUR_MS),
    ...part,
  };
}

/** A run in production of which a window holds the first step. */
export function recordHeld(
  id: string,
  startedAt: string,
  window: ChangeWindow,
): Recorder {
  const waitingFor: WaitingFor = {
    kind: 'window',
    text: `the end of the freeze "${window.title}"`,
    since: startedAt,
    until: window.current?.to,
    windows: [window.id],
  };
  const run = new Recorder({
    id,
    startedAt,
    flow: bootstrapFlow,
    environment: 'production',
  });
  return run.event(100, {
    type: 'step.held',
    stepId: 'prerequisites',
    waitingFor,
  });
}

function span(from: number, to: number) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
