import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  RISKS,
  type FlowProblem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { findOpening, isWithin, type Change } from '../gate';
import type { KnownWindow } from './KnownWindow';

const DAY = 86_400_000;
/** How far ahead (days) changes have to be possible. */
const FARTHEST = 400;

/**
 * Tells which windows together leave no time for changes: maintenance windows
 * that never meet, or that are over or frozen whenever they would be open. Each
 * of them may be right for itself, so none is refused.
 *
 * @param now - ms since 1970
 * @param signal - ends the search; what was found by then is told
 */
export async function listNeverOpen(
  windows: readonly KnownWindow[],
  now: number,
  signal?: AbortSignal,
): Promise<FlowProblem[]> {
  const problems: FlowProblem[] = [];
  for await (const { change, about } of eachSet(windows)) {
    if (signal?.aborted) break;
    const rules = about.map(({ rule }) => rule);
    const opening = findOpening(rules, now);
    if (opening === undefined || opening > now + FARTHEST * DAY) {
      problems.push(toProblem(change, about));
    }
  }
  return problems;
}

/** A kind of change; each part is absent where it is any that no window names. */
interface Kind {
  environment?: string;
  flow?: string;
}

interface WindowSet {
  change: Kind;
  about: KnownWindow[];
}

/**
 * Goes through the sets of windows that are about one kind of change, of which
 * one at least opens. Others get their turn meanwhile.
 */
async function* eachSet(
  windows: readonly KnownWindow[],
): AsyncGenerator<WindowSet> {
  if (!windows.some(({ rule }) => rule.kind === 'maintenance')) return;
  const scopes = windows.map(({ rule }) => rule.scope);
  const environments = new Set(scopes.flatMap(scope => scope.environments));
  const flows = new Set(scopes.flatMap(scope => scope.flows ?? []));
  const seen = new Set<string>();
  for (const environment of [undefined, ...environments]) {
    for (const flow of [undefined, ...flows]) {
      await nextTurn();
      const change = { environment, flow };
      const about = listAbout(windows, change);
      const ids = about.map(({ rule }) => rule.id).join();
      const opens = about.some(({ rule }) => rule.kind === 'maintenance');
      if (!opens || seen.has(ids)) continue;
      seen.add(ids);
      yield { change, about };
    }
  }
}

function listAbout(windows: readonly KnownWindow[], kind: Kind): KnownWindow[] {
  // No environment and no flow has an empty name; the highest risk is what most windows are about.
  const { environment = '', flow = '' } = kind;
  const change: Change = { environment, flow, risk: 'critical' };
  return windows.filter(({ rule }) => isWithin(rule.scope, change));
}

function toProblem(change: Kind, about: KnownWindow[]): FlowProblem {
  const { environment, flow } = change;
  const risks = about.flatMap(({ rule: { scope } }) => scope.riskAtLeast ?? []);
  const least = RISKS.findLast(risk => risks.includes(risk));
  const kind = [
    flow ? `Runs of ${flow}` : 'Runs',
    least && `of risk ${least} or higher`,
    environment ? `in ${environment}` : 'in every environment',
  ];
  const ids = about.map(({ rule: { id } }) => id);
  const last = about.findLast(({ definition }) => definition.file);
  return {
    source: last?.definition.file ?? 'idpOrchestrator.windows',
    severity: 'warning',
    message: `${kind.filter(Boolean).join(' ')} may change nothing within ${FARTHEST} days: ${formatTogether(ids)}. Change when they last, or what they are about`,
  };
}

function formatTogether(ids: string[]): string {
  const [first, ...others] = ids;
  if (others.length === 0) return `window ${first} does not open until then`;
  return `windows ${ids.slice(0, -1).join(', ')} and ${ids.at(-1)} leave no time together`;
}
