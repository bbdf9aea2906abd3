import {
  isMeantStopped,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StepOutcome } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { ServiceInventory } from '../../ports';
import {
  describeHealth,
  isGone,
  toService,
  type ServiceStepOptions,
  type ServiceTold,
} from './OperatedService';
import type { ServiceInput } from './serviceInput';

/** Services by name, and where those that answer are reached. */
export interface ServicesTold {
  services: Record<string, ServiceTold>;
  urls: Record<string, string>;
}

/**
 * Tells how services are; fails when they are not as they are expected to be.
 * What is stopped on purpose is not expected to be well.
 */
export async function lookAtServices(
  { services, expect }: Pick<ServiceInput, 'services' | 'expect'>,
  environment: string,
  { look, clock }: Pick<ServiceStepOptions, 'look' | 'clock'>,
): Promise<StepOutcome> {
  const refresh = expect !== 'anything';
  const wanted = expect === 'well';
  const seen = await look(environment, services, { refresh, wanted });
  const output = tell(seen);
  const wrong = seen.filter(
    health =>
      !isAsExpected(expect, health) &&
      !(wanted && isMeantStopped(health, clock.now())),
  );
  if (wrong.length === 0) return { status: 'succeeded', output };
  const told = wrong.map(
    health => `${health.title} is ${describeHealth(health)}`,
  );
  const message = `Expected them to be ${expect}: ${told.join('; ')}`;
  return { status: 'failed', output, error: { message } };
}

/**
 * Tells whether a service is as it is expected to be. What cannot be asked is
 * not known to be well, but may be gone.
 */
function isAsExpected(
  expect: ServiceInput['expect'],
  health: ServiceHealth,
): boolean {
  const { status } = health;
  if (expect === 'well') return status === 'healthy';
  const answers = status === 'healthy' || status === 'degraded';
  return expect === 'anything' || !answers || isGone(health);
}

/** Tells how services are, as far as it was seen a moment ago. */
export async function describeStates(
  services: string[],
  environment: string,
  {
    look,
    inventory,
  }: Pick<ServiceStepOptions, 'look'> & {
    inventory?: ServiceInventory;
  },
): Promise<ServicesTold> {
  return tell(await look(environment, services, { refresh: false, inventory }));
}

function tell(seen: ServiceHealth[]): ServicesTold {
  return {
    services: Object.fromEntries(
      seen.map(health => [health.name, toService(health)]),
    ),
    urls: Object.fromEntries(
      seen.flatMap(({ name, url, status }) =>
        url && status === 'healthy' ? [[name, url]] : [],
      ),
    ),
  };
}
