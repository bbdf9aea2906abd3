import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  describeProblems,
  problemsOf,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import {
  findCircle,
  PROBE_LIMIT_MS,
  type Probe,
  type ServiceFields,
} from '../../platform';
import { serviceConfigSchema, type ServiceConfig } from './serviceSchema';

/**
 * Reads what configuration says of the services of each environment: those of
 * all environments, moved by the environment's `portOffset`, and on top of
 * them, field by field, those of its own.
 *
 * @throws InputError with every problem of the key that is wrong
 */
export function readServiceConfig(
  config: Config | undefined,
  environments: string[],
): Record<string, ServiceFields[]> {
  const common = readServices(config, 'services');
  requireKnown(common, environments);
  return Object.fromEntries(
    environments.map(environment => {
      const key = `environments.${environment}`;
      const own = readServices(config, `${key}.services`);
      const offset = readPortOffset(config, `${key}.portOffset`);
      const moved = common.map(entry => toFields(entry, offset));
      const services = layOver(
        moved,
        own.map(entry => toFields(entry, 0)),
      );
      requireNoCircle(services, environment);
      return [environment, services];
    }),
  );
}

function readServices(
  config: Config | undefined,
  key: string,
): ServiceConfig[] {
  const value = config?.getOptional(key) ?? [];
  const checked = z
    .array(serviceConfigSchema, 'a list of services')
    .safeParse(value);
  if (!checked.success) {
    throw new InputError(
      `idpOrchestrator.${key} is not usable. ${describeProblems(problemsOf(checked.error, value))}`,
    );
  }
  const names = checked.data.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice === undefined) return checked.data;
  throw new InputError(
    `idpOrchestrator.${key} has the service ${twice} twice: expected one entry of each name`,
  );
}

function requireKnown(services: ServiceConfig[], known: string[]): void {
  for (const { name, environments = [] } of services) {
    const unknown = environments.filter(one => !known.includes(one));
    if (unknown.length === 0) continue;
    throw new InputError(
      `idpOrchestrator.services: ${name} is for the environments ${environments.join(', ')}, of which ${unknown.join(', ')} is not configured: expected some of ${known.join(', ')}`,
    );
  }
}

function requireNoCircle(services: ServiceFields[], environment: string): void {
  const circle = findCircle(
    services.map(({ name, dependsOn = [] }) => ({ name, dependsOn })),
  );
  if (!circle) return;
  throw new InputError(
    `idpOrchestrator.services: in ${environment}, services need each other in a circle: ${circle.join(' → ')}. Take one of these out of dependsOn`,
  );
}

/** By how much the ports of common services are moved; texts come from environment variables. */
function readPortOffset(config: Config | undefined, key: string): number {
  const offset = config?.getOptionalNumber(key) ?? 0;
  if (Number.isInteger(offset) && Math.abs(offset) < 65_536) return offset;
  throw new InputError(
    `idpOrchestrator.${key} is ${offset}: expected a whole number of ports`,
  );
}

/** A service that an environment has an entry for is there, whatever the common one says. */
function layOver(
  common: ServiceFields[],
  own: ServiceFields[],
): ServiceFields[] {
  const services = new Map(common.map(fields => [fields.name, fields]));
  for (const fields of own) {
    const { environments: _, ...below } = services.get(fields.name) ?? {};
    services.set(fields.name, { ...below, ...fields });
  }
  return [...services.values()];
}

function toFields(entry: ServiceConfig, offset: number): ServiceFields {
  const { url, control, probes, waitSeconds, ...fields } = entry;
  return {
    ...fields,
    ...(url !== undefined && { url: moveUrl(url, offset) }),
    ...(control && toControl(control)),
    ...(probes && {
      probes: probes.map(probe => toProbe(probe, { url, offset })),
    }),
    ...(waitSeconds !== undefined && { settleMs: waitSeconds * 1_000 }),
  };
}

function toControl(
  control: NonNullable<ServiceConfig['control']>,
): Partial<ServiceFields> {
  switch (control.kind) {
    case 'script': {
      const { kind, startAction, stopAction, ...script } = control;
      const actions = { start: startAction, stop: stopAction };
      return { control: kind, script: { ...script, actions } };
    }
    case 'kubernetes': {
      const { kind, ...workload } = control;
      return { control: kind, ...workload };
    }
    default:
      return { control: control.kind };
  }
}

function toProbe(
  { timeoutSeconds, ...probe }: NonNullable<ServiceConfig['probes']>[number],
  { url, offset }: { url?: string; offset: number },
): Probe {
  const timeoutMs =
    timeoutSeconds === undefined ? PROBE_LIMIT_MS : timeoutSeconds * 1_000;
  switch (probe.kind) {
    case 'http':
      return { ...probe, path: probe.path ?? '/', timeoutMs };
    case 'tcp': {
      const host = probe.host ?? (url ? new URL(url).hostname : 'localhost');
      return { ...probe, host, port: probe.port + offset, timeoutMs };
    }
    default:
      return { ...probe, timeoutMs };
  }
}

function moveUrl(text: string, offset: number): string {
  if (offset === 0) return text;
  const url = new URL(text);
  const standard = url.protocol === 'https:' ? 443 : 80;
  url.port = String(Number(url.port || standard) + offset);
  const moved = url.toString();
  return text.endsWith('/') ? moved : moved.replace(/\/$/, '');
}
