import {
  describeValue,
  startRunRequestSchema,
  type Cause,
  type Initiator,
  type Problem,
  type StartingTemplate,
  type StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { CatalogFlow } from '../../flows';
import type { RunRequest } from '../../engine/createNewRun';
import { badInput, readChecked } from '../../problems/badInput';
import type { EnvironmentNames, PlatformView } from './PlatformView';
import { completeInput, propertiesOf } from './readFlowInput';

interface RequestContext {
  view: Pick<PlatformView, 'environments' | 'readInput'>;
  initiator: Initiator;
  /** The span that it comes from. */
  traceparent?: string;
  template?: StartingTemplate;
  cause?: Cause;
}

/**
 * A start or plan request, checked and completed without looking at what there
 * is. Environment and dry run may stand in the input (where a flow has them
 * there), in the request, or in both if they agree.
 *
 * @throws InputError listing every problem
 */
export function checkRunRequest(
  catalogFlow: CatalogFlow,
  request: StartRunRequest,
  context: RequestContext,
): RunRequest {
  const { flow, digest } = catalogFlow;
  const { environments, readInput } = context.view;
  const asked = readChecked(startRunRequestSchema, request, 'The request');
  const problems: Problem[] = [];
  const shared = (name: string, value: unknown) => {
    const inInput = name in propertiesOf(flow.input);
    const given = asked.input[name];
    if (
      inInput &&
      given !== undefined &&
      value !== undefined &&
      given !== value
    ) {
      problems.push({
        path: `input.${name}`,
        expected: `the same as in the request, ${describeValue(value)}`,
        got: describeValue(given),
      });
    }
    return inInput ? (given ?? value) : value;
  };
  const environment =
    shared('environment', asked.environment) ?? environments.fallback;
  const dryRun = shared('dry_run', asked.dryRun);
  const place = { environment, dryRun };
  const checked = readInput(flow, completeInput(flow, asked.input, place));
  problems.push(...checked.problems);
  problems.push(...unknownEnvironment(environment, problems, environments));
  if (problems.length > 0) {
    throw badInput(`The input of flow ${flow.id}`, problems, checked.more);
  }
  return {
    flow,
    flowDigest: digest,
    environment: String(environment),
    initiator: context.initiator,
    traceparent: context.traceparent,
    template: context.template,
    cause: context.cause,
    input: checked.input,
    dryRun: dryRun === true,
    reason: asked.reason,
    id: asked.id?.toLowerCase(),
    startAt: asked.startAt && new Date(asked.startAt).toISOString(),
  };
}

/** Told once, also when the flow's own schema has said so already. */
function unknownEnvironment(
  environment: unknown,
  problems: Problem[],
  { known }: EnvironmentNames,
): Problem[] {
  const told = problems.some(({ path }) => path.endsWith('environment'));
  if (told || known.includes(String(environment))) return [];
  return [
    {
      path: 'environment',
      expected: `one of ${known.join(', ')}`,
      got: describeValue(environment),
    },
  ];
}
