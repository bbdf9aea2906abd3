import {
  isMeantStopped,
  type PlatformHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  defineStepType,
  FatalStepError,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';
import type { EnginePlanContext } from '../engine/EngineStepContext';

export const healthInputSchema = z
  .strictObject({
    services: z
      .array(z.string())
      .default([])
      .describe('Names of the services to ask; all when empty.'),
    atLeast: z
      .enum(['healthy', 'degraded'])
      .default('healthy')
      .describe('The step fails when they are less than that, taken together.'),
  })
  .describe(
    "Asks the services of the run's environment for their health; with `retry` it waits until they are well. What is stopped on purpose is left out, and what a run has in its hands, which may be this one, is not. Its output is `status`, `summary`, `score`, `services` and `recommendations`.",
  );

type HealthInput = z.infer<typeof healthInputSchema>;

export interface HealthStepOptions {
  /** Lists all services that there are in an environment. */
  list(environment: string): Promise<Array<{ name: string }>>;
  /** Asks the services of an environment anew; those named, all when none is. */
  check(environment: string, services: string[]): Promise<PlatformHealth>;
}

const GOOD_ENOUGH = {
  healthy: ['healthy'],
  degraded: ['healthy', 'degraded'],
} as const satisfies Record<HealthInput['atLeast'], string[]>;

/** `uses: health`: asks services for their health. With `retry`, waits until they are well. */
export function createHealthStep(options: HealthStepOptions) {
  return defineStepType<HealthInput>({
    uses: 'health',
    inputSchema: healthInputSchema,
    // To ask again changes nothing.
    resumable: true,
    async run(input, { environment }) {
      requireKnown(input.services, await options.list(environment));
      const output = await options.check(environment, input.services);
      const enough: readonly string[] = GOOD_ENOUGH[input.atLeast];
      return enough.includes(output.status)
        ? { status: 'succeeded', output }
        : {
            status: 'failed',
            output,
            error: { message: explain(input, output) },
          };
    },
    async plan(input, { environment, look }: EnginePlanContext) {
      const inventory = look?.inventory ?? options;
      requireKnown(input.services, await inventory.list(environment));
      const names = input.services.join(', ') || 'every service';
      return {
        effect: 'known',
        text: `Would ask ${names} of ${environment} for its health.`,
      };
    },
  });
}

function requireKnown(
  names: string[],
  services: Array<{ name: string }>,
): void {
  const known = services.map(({ name }) => name);
  const unknown = names.filter(name => !known.includes(name));
  if (unknown.length === 0) return;
  throw new FatalStepError(
    `There is no service ${unknown.join(', ')}. There are: ${known.join(', ') || 'none'}.`,
  );
}

/** Says what is not as it should be; what is stopped on purpose only where nothing else is there. */
function explain({ atLeast }: HealthInput, health: PlatformHealth): string {
  const at = Date.parse(health.checkedAt);
  const isAll = health.status === 'stopped';
  const reasons = health.services
    .filter(one => one.status !== 'healthy')
    .filter(one => isAll || !isMeantStopped(one, at))
    .map(
      ({ name, status, reason = 'no reason known' }) =>
        `${name} is ${status} (${reason})`,
    );
  return `Expected ${atLeast}, but ${health.status}: ${reasons.join('; ') || 'there is no service to ask'}`;
}
