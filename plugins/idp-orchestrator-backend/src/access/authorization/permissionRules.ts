import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  RISKS,
  riskSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { holds, type Term } from './condition';
import {
  flowResource,
  runResource,
  serviceResource,
  startResource,
} from './resources';

/**
 * Makes a rule of one query; it holds for a single thing when the query would
 * find that.
 */
const meaning = <Trait extends string, Params>(
  toQuery: (params: Params) => PermissionCriteria<Term<Trait>>,
) => ({
  toQuery,
  apply: (traits: Record<Trait, string>, params: Params) =>
    holds(toQuery(params), traits),
});

const names = z.array(z.string());

const isFlow = {
  name: 'isFlow',
  description: 'It is one of these flows (or scripts), by id',
  paramsSchema: z.object({ flows: names }),
  ...meaning(({ flows }: { flows: string[] }) => ({
    trait: 'flow' as const,
    oneOf: flows,
  })),
};

const riskAtMost = {
  name: 'riskAtMost',
  description: 'Its risk is this one or a lower one',
  paramsSchema: z.object({ risk: riskSchema }),
  ...meaning(({ risk }: { risk: (typeof RISKS)[number] }) => ({
    trait: 'risk' as const,
    oneOf: RISKS.slice(0, RISKS.indexOf(risk) + 1),
  })),
};

const hasEnvironment = {
  name: 'hasEnvironment',
  description: 'It is in one of these environments',
  paramsSchema: z.object({ environments: names }),
  ...meaning(({ environments }: { environments: string[] }) => ({
    trait: 'environment' as const,
    oneOf: environments,
  })),
};

const flowRules = {
  isFlow: createPermissionRule({ ...isFlow, resourceRef: flowResource }),
  riskAtMost: createPermissionRule({
    ...riskAtMost,
    resourceRef: flowResource,
  }),
};

const startRules = {
  isFlow: createPermissionRule({ ...isFlow, resourceRef: startResource }),
  riskAtMost: createPermissionRule({
    ...riskAtMost,
    resourceRef: startResource,
  }),
  hasEnvironment: createPermissionRule({
    ...hasEnvironment,
    resourceRef: startResource,
  }),
  isDryRun: createPermissionRule({
    name: 'isDryRun',
    description: 'It is a plan or a dry run, which change nothing',
    resourceRef: startResource,
    ...meaning(() => ({ trait: 'dryRun' as const, oneOf: ['true'] })),
  }),
};

const runRules = {
  isFlow: createPermissionRule({ ...isFlow, resourceRef: runResource }),
  riskAtMost: createPermissionRule({
    ...riskAtMost,
    resourceRef: runResource,
  }),
  hasEnvironment: createPermissionRule({
    ...hasEnvironment,
    resourceRef: runResource,
  }),
  isInitiator: createPermissionRule({
    name: 'isInitiator',
    description: 'It was started by one of these, or on behalf of one',
    resourceRef: runResource,
    paramsSchema: z.object({ refs: names }),
    ...meaning(({ refs }: { refs: string[] }) => ({
      anyOf: [
        { trait: 'initiator' as const, oneOf: refs },
        { trait: 'onBehalfOf' as const, oneOf: refs },
      ],
    })),
  }),
};

const serviceRules = {
  hasEnvironment: createPermissionRule({
    ...hasEnvironment,
    resourceRef: serviceResource,
  }),
  isServiceOwner: createPermissionRule({
    name: 'isServiceOwner',
    description: 'It is owned by one of these, by entity reference',
    resourceRef: serviceResource,
    paramsSchema: z.object({ refs: names }),
    ...meaning(({ refs }: { refs: string[] }) => ({
      trait: 'owner' as const,
      oneOf: refs,
    })),
  }),
};

/** The permission rules for each kind of resource, as they are registered. */
export const permissionRules = {
  flow: Object.values(flowRules),
  start: Object.values(startRules),
  run: Object.values(runRules),
  service: Object.values(serviceRules),
};

const flowExports = createConditionExports({
  resourceRef: flowResource,
  rules: flowRules,
});

/**
 * The conditions that a policy can give for `idpOrchestrator.flow.read`.
 *
 * @public
 */
export const idpFlowConditions = flowExports.conditions;

/**
 * A decision of a policy that depends on `idpFlowConditions`.
 *
 * @public
 */
export const createIdpFlowConditionalDecision =
  flowExports.createConditionalDecision;

const startExports = createConditionExports({
  resourceRef: startResource,
  rules: startRules,
});

/**
 * The conditions that a policy can give for `idpOrchestrator.run.create` and
 * `.script.run`.
 *
 * @public
 */
export const idpStartConditions = startExports.conditions;

/**
 * A decision of a policy that depends on `idpStartConditions`.
 *
 * @public
 */
export const createIdpStartConditionalDecision =
  startExports.createConditionalDecision;

const runExports = createConditionExports({
  resourceRef: runResource,
  rules: runRules,
});

/**
 * The conditions that a policy can give for `idpOrchestrator.run.read`,
 * `.run.cancel` and `.run.approve`.
 *
 * @public
 */
export const idpRunConditions = runExports.conditions;

/**
 * A decision of a policy that depends on `idpRunConditions`.
 *
 * @public
 */
export const createIdpRunConditionalDecision =
  runExports.createConditionalDecision;

const serviceExports = createConditionExports({
  resourceRef: serviceResource,
  rules: serviceRules,
});

/**
 * The conditions that a policy can give for `idpOrchestrator.service.read` and
 * `.service.operate`.
 *
 * @public
 */
export const idpServiceConditions = serviceExports.conditions;

/**
 * A decision of a policy that depends on `idpServiceConditions`.
 *
 * @public
 */
export const createIdpServiceConditionalDecision =
  serviceExports.createConditionalDecision;
