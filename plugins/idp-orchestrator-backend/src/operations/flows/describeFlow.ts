import {
  PLATFORM_OPERATIONS,
  type FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { PlatformView } from '../../access/resolve/PlatformView';
import { findReach } from '../../access/resolve/reviewRisks';
import type { CatalogFlow } from '../../flows';

/** Describes every flow that there is, whoever may see it. */
export function describeFlows(view: PlatformView): Promise<FlowSummary[]> {
  const { flows } = view.listing;
  return Promise.all(flows.map(flow => describeFlow(flow, view)));
}

/**
 * Describes what a flow declares, and what it really does; its default
 * environment is the one of this installation.
 */
export async function describeFlow(
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
