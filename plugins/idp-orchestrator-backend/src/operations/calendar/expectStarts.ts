import { setImmediate } from 'node:timers/promises';
import type { ScheduleDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { PlatformView } from '../../access/resolve/PlatformView';
import { lockOf } from '../../engine/createNewRun';
import type { ExpectedRun } from '../../forecast';
import type { StoredSchedule } from '../../ports';
import type { OperationParts } from '../OperationParts';
import { shapeStart } from '../starts/beginRun';
import {
  initiatorOfSchedule,
  messageOfMistake,
  toScheduledStart,
} from '../starts/createScheduledStarts';
import { changesAnything } from '../starts/judgeStart';

/** What is known beforehand of every run that a schedule starts. */
export type ExpectedStart = Pick<
  ExpectedRun,
  'flow' | 'risk' | 'changes' | 'lock'
>;

/**
 * Finds out what is known beforehand of the runs of some schedules, by their
 * ids; those that could not be started are left out. Others get their turn
 * meanwhile.
 */
export async function expectStarts(
  { resolver }: Pick<OperationParts, 'resolver'>,
  schedules: readonly StoredSchedule[],
): Promise<Map<string, ExpectedStart>> {
  const known = new Map<string, ExpectedStart>();
  if (schedules.length === 0) return known;
  const view = await resolver.open();
  for (const { definition, consent } of schedules) {
    // It starts nothing until somebody lets it.
    if (!consent) continue;
    const found = await expectStart(resolver, view, {
      definition,
      principal: consent.principal,
    });
    if (found) known.set(definition.id, found);
    await setImmediate();
  }
  return known;
}

async function expectStart(
  resolver: OperationParts['resolver'],
  view: PlatformView,
  {
    definition,
    principal,
  }: { definition: ScheduleDefinition; principal: string },
): Promise<ExpectedStart | undefined> {
  const { id } = definition;
  const initiator = initiatorOfSchedule(id, principal);
  const cause = { kind: 'schedule' as const, id };
  const wanted = toScheduledStart(definition);
  try {
    const start = await resolver.resolve(
      view,
      { initiator, cause },
      { ...wanted, flowId: view.idOf(wanted.flowId) },
    );
    const asked = await shapeStart(start);
    const { concurrency } = asked.flow;
    return {
      // Its schedule may call it by another id that it has.
      flow: asked.flow.id,
      risk: start.risk,
      changes: changesAnything(asked, view),
      ...(concurrency && {
        lock: {
          key: lockOf(concurrency.key, asked),
          refuses: concurrency.onConflict === 'reject',
        },
      }),
    };
  } catch (error) {
    // What is wrong with it is told as the outlook of its schedule; the rest is not.
    messageOfMistake(error);
    return undefined;
  }
}
