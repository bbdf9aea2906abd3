import {
  PLATFORM_OPERATIONS,
  type FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  PlatformView,
  type PlatformViewOptions,
} from '../access/resolve/PlatformView';
import { findReach } from '../access/resolve/reviewRisks';
import { requireFlow, type CatalogFlow } from '../flows';
import type { Orchestrator } from './Orchestrator';

/** What there is to see of flows: what they declare, and what they really do. */
export function createFlowViews(
  options: PlatformViewOptions,
): Pick<Orchestrator, 'listFlows' | 'getFlow'> {
  return {
    async listFlows() {
      const view = await PlatformView.open(options);
      const { flows, problems } = view.listing;
      const items = flows.map(flow => summarize(flow, view));
      return { items: await Promise.all(items), problems };
    },
    async getFlow(_, flowId) {
      const view = await PlatformView.open(options);
      return summarize(requireFlow(view.listing, flowId), view);
    },
  };
}

/** The default environment is the one of this installation. */
async function summarize(
  catalogFlow: CatalogFlow,
  view: PlatformView,
): Promise<FlowSummary> {
  const { flow, kind, digest } = catalogFlow;
  const reach =
    view.listing.reaches?.get(flow.id) ?? (await findReach(view, catalogFlow));
  const operatesServices = flow.id === PLATFORM_OPERATIONS || reach.operates;
  const { id, title, description, tags, risk, owner, manualTime } = flow;
  return {
    id,
    title,
    description,
    tags,
    risk,
    effectiveRisk: reach.risk,
    ...(reach.riskThrough && { riskThrough: reach.riskThrough }),
    ...(owner && { owner }),
    ...(manualTime && { manualTime }),
    kind,
    digest,
    input: withDefaultEnvironment(flow.input, view.environments.fallback),
    steps: flow.steps.map(step => ({
      id: step.id,
      title: step.title,
      uses: step.uses,
      needs: step.needs,
      ...(step.if !== undefined && { if: step.if }),
      onFailure: step.onFailure,
      ...(step.finally && { finally: true }),
    })),
    ...(operatesServices && { operatesServices }),
    mayRun: true,
  };
}

function withDefaultEnvironment(
  schema: Record<string, unknown>,
  environment: string,
): Record<string, unknown> {
  const properties = schema.properties as
    Record<string, Record<string, unknown>> | undefined;
  if (!properties?.environment) return schema;
  return {
    ...schema,
    properties: {
      ...properties,
      environment: { ...properties.environment, default: environment },
    },
  };
}
