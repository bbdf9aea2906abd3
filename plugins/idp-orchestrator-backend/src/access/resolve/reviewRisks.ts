import {
  RISKS,
  type FlowProblem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceInventory } from '../../ports';
import type {
  CatalogFlow,
  FlowListing,
  FlowReach,
  FlowReview,
} from '../../flows';
import { sourceOfRisk } from '../authorization/startQuestions';
import { operates } from './Effect';
import { UNKNOWN } from './knownInputs';
import { listEffectsToShow, riskOfStart } from './listEffects';
import { PlatformView, type PlatformViewOptions } from './PlatformView';

type Options = Omit<PlatformViewOptions, 'flows'>;

/**
 * Looks at all flows together: what the most is that each can do, and which of
 * them use something of a higher risk than they declare. These can be run, and
 * their starts are judged by what they do; their authors learn that the label
 * says less.
 *
 * @returns a review for the flow catalog, which looks again only when flows,
 *   scripts or the control of services have changed
 */
export function createRiskReview(
  options: Options,
): (listing: FlowListing, inventory?: ServiceInventory) => Promise<FlowReview> {
  let last: { key: string; review: Promise<FlowReview> } | undefined;
  return async (listing, inventory = options.inventory) => {
    const view = new PlatformView(listing, { ...options, inventory });
    const key = await keyOf(view);
    if (last?.key !== key) last = { key, review: reviewAll(view) };
    try {
      return await last.review;
    } catch (error) {
      // What could not be looked at is looked at again.
      last = undefined;
      throw error;
    }
  };
}

async function reviewAll(view: PlatformView): Promise<FlowReview> {
  const reaches = new Map<string, FlowReach>();
  const problems: FlowProblem[] = [];
  for (const catalogFlow of view.listing.flows) {
    const reach = await findReach(view, catalogFlow);
    reaches.set(catalogFlow.flow.id, reach);
    problems.push(...findUnderstated(catalogFlow, reach));
    // Many flows take a while, and the loop is everybody's.
    await new Promise(resolve => setImmediate(resolve));
  }
  return { reaches, problems };
}

/** The most that starts of a flow can do, whatever they are given. */
export async function findReach(
  view: PlatformView,
  catalogFlow: CatalogFlow,
): Promise<FlowReach> {
  const effects = await listEffectsToShow(
    { catalogFlow, input: UNKNOWN },
    view,
  );
  const risk = riskOfStart(catalogFlow, effects);
  const riskThrough = sourceOfRisk({ catalogFlow, effects, risk });
  return {
    risk,
    ...(riskThrough && { riskThrough }),
    operates: effects.some(operates),
  };
}

/** What a script or an operation can do is not declared by anybody. */
function findUnderstated(
  { flow, kind, shape }: CatalogFlow,
  { risk, riskThrough }: FlowReach,
): FlowProblem[] {
  if (kind === 'task' || shape) return [];
  if (RISKS.indexOf(risk) <= RISKS.indexOf(flow.risk)) return [];
  return [
    {
      source: `flow ${flow.id}`,
      flow: flow.id,
      severity: 'warning',
      message: `it declares the risk ${flow.risk} and can do what is ${risk}, through ${riskThrough}. Its starts are judged by what they do; declare ${risk}, so that people see it at once`,
    },
  ];
}

/** All that the risks of flows follow from. */
async function keyOf(view: PlatformView): Promise<string> {
  const services = await Promise.all(
    view.environments.known.map(name => view.listServices(name)),
  );
  return JSON.stringify([
    view.listing.flows.map(({ digest }) => digest),
    view.listing.scripts.map(({ id, aliases, actions }) => [
      id,
      aliases,
      actions.map(one => [one.name, one.aliases, one.risk, one.readOnly]),
    ]),
    services.flat().map(({ name, control }) => [name, control]),
  ]);
}
