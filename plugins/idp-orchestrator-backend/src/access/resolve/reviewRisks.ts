import {
  RISKS,
  type FlowProblem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { FlowListing } from '../../flows';
import { sourceOfRisk } from '../authorization/startQuestions';
import { PlatformView, type PlatformViewOptions } from './PlatformView';
import { resolveWorst } from './resolveFlow';

type Options = Omit<PlatformViewOptions, 'flows'>;

/**
 * Tells of flows that use something of a higher risk than they declare. They
 * can be run, and their starts are judged by what they do; their authors learn
 * that the label says less.
 *
 * @returns a review for the flow catalog, which looks again only when
 *   something has changed
 */
export function createRiskReview(
  options: Options,
): (listing: FlowListing) => Promise<FlowProblem[]> {
  let last: { key: string; problems: FlowProblem[] } | undefined;
  return async listing => {
    const view = new PlatformView(listing, options);
    const key = await keyOf(view);
    if (last?.key !== key) last = { key, problems: await review(view) };
    return last.problems;
  };
}

async function review(view: PlatformView): Promise<FlowProblem[]> {
  const problems: FlowProblem[] = [];
  for (const catalogFlow of view.listing.flows) {
    const { flow, kind, shape } = catalogFlow;
    // What a script or an operation can do is not declared by anybody.
    if (kind === 'task' || shape) continue;
    const worst = await resolveWorst(view, catalogFlow);
    if (RISKS.indexOf(worst.risk) <= RISKS.indexOf(flow.risk)) continue;
    problems.push({
      source: `flow ${flow.id}`,
      flow: flow.id,
      severity: 'warning',
      message: `it declares the risk ${flow.risk} and can do what is ${worst.risk}, through ${sourceOfRisk(worst)}. Its starts are judged by what they do; declare ${worst.risk}, so that people see it at once`,
    });
  }
  return problems;
}

/** All that the risks of flows follow from. */
async function keyOf(view: PlatformView): Promise<string> {
  const services = await Promise.all(
    view.environments.known.map(name => view.listServices(name)),
  );
  return JSON.stringify([
    view.listing.flows.map(({ digest }) => digest),
    view.listing.scripts.map(({ id, actions }) => [
      id,
      actions.map(({ name, risk, readOnly }) => [name, risk, readOnly]),
    ]),
    services.flat().map(({ name, control }) => [name, control]),
  ]);
}
