import { NotFoundError } from '@backstage/errors';
import type {
  FlowProblem,
  FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ToolCall } from '../../access/agents/toolCalls';
import { nameNearest } from '../../problems/nameNearest';

interface Wanted {
  kind?: FlowSummary['kind'];
  flow?: string;
  verbose: boolean;
}

/**
 * Tells an agent which flows there are, in short; of the one that it names all
 * that it takes to run it.
 *
 * @throws NotFoundError naming the nearest
 */
export function tellFlows(
  { items, problems }: { items: FlowSummary[]; problems: FlowProblem[] },
  { kind, flow, verbose }: Wanted,
): object {
  if (flow !== undefined) return { items: [findFlow(items, flow)] };
  const wanted = items.filter(item => !kind || item.kind === kind);
  return {
    items: verbose ? wanted : wanted.map(toFlowAnswer),
    ...(problems.length > 0 && { problems }),
    nextActions: nextOf(wanted),
  };
}

function findFlow(items: FlowSummary[], id: string): object {
  const found = items.find(item => item.id === id);
  if (found) {
    const { steps, digest: _, ...flow } = found;
    return { ...flow, steps: steps.map(step => step.id) };
  }
  const near = nameNearest(
    id,
    items.map(item => item.id),
  );
  throw new NotFoundError(`There is no flow ${id} that you may see. ${near}`);
}

function toFlowAnswer(flow: FlowSummary): object {
  const { id, kind, title, description, risk, mayRun } = flow;
  const { effectiveRisk = risk, notAllowedReason, mayRunIn } = flow;
  return {
    id,
    kind,
    does: firstSentence(description) || title,
    risk: effectiveRisk,
    ...(mayRun
      ? {}
      : { mayRun, ...(notAllowedReason && { notAllowedReason }) }),
    ...(!mayRun && mayRunIn?.length && { mayRunIn }),
    input: Object.keys((flow.input.properties ?? {}) as object),
  };
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

/** Of one flow, how its input is asked for. */
function nextOf(flows: FlowSummary[]): ToolCall[] {
  if (flows.length !== 1) return [];
  return [{ action: 'list-flows', input: { flow: flows[0].id } }];
}
