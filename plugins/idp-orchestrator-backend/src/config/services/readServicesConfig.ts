import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import {
  listCircles,
  PROBE_LIMIT_MS,
  type Probe,
  type ServiceFields,
} from '../../platform';
import { booleanSchema, checkBlock, numberOf, textsSchema } from '../values';
import { serviceConfigSchema, type ServiceConfig } from './serviceSchema';

/** The configuration of the platform's services. */
export interface ServicesConfig {
  /** The services by the names of environments. */
  byEnvironment: Record<string, ServiceFields[]>;
  /** True when services are read from Backstage's catalog as well. */
  fromCatalog: boolean;
  /** True when all that entities of services say counts, whoever wrote them. */
  trustsCatalog: boolean;
  /** The hosts that may be asked for the health of services which entities tell. */
  probeHosts: string[];
}

/**
 * Reads what configuration says of the services of each environment: those of
 * all environments, moved by the environment's `portOffset`, and on top of
 * them, field by field, those of its own.
 *
 * @throws InputError with every problem of the key that is wrong
 */
export function readServicesConfig(
  config: Config | undefined,
  environments: string[],
): ServicesConfig {
  const common = readServices(config, 'services');
  requireKnown(common, environments);
  return {
    byEnvironment: Object.fromEntries(
      environments.map(name => [name, readOwn(config, name, common)]),
    ),
    ...readCatalogRules(config),
  };
}

const catalogRulesSchema = z
  .strictObject(
    {
      trusted: booleanSchema.default(false),
      probeHosts: textsSchema.default([]),
    },
    'true, false, or what entities of services may say',
  )
  .prefault({});

/** Reads what counts of entities; true and false are short for all that is usual, and for nothing. */
function readCatalogRules(
  config: Config | undefined,
): Omit<ServicesConfig, 'byEnvironment'> {
  const key = 'catalogServices';
  const given = config?.getOptional(key);
  const short = booleanSchema.safeParse(given);
  const { trusted, probeHosts } = checkBlock(short.success ? {} : given, {
    key,
    schema: catalogRulesSchema,
  });
  return {
    fromCatalog: short.data ?? true,
    trustsCatalog: trusted,
    probeHosts,
  };
}

function readOwn(
  config: Config | undefined,
  environment: string,
  common: ServiceConfig[],
): ServiceFields[] {
  const key = `environments.${environment}`;
  const own = readServices(config, `${key}.services`);
  const offset = checkBlock(config?.getOptional(`${key}.portOffset`), {
    key: `${key}.portOffset`,
    schema: portOffsetSchema,
  });
  const services = layOver(
    common.map(entry => toFields(entry, offset)),
    own.map(entry => toFields(entry, 0)),
  );
  requireNoCircle(services, environment);
  return services;
}

const PORTS = 'a whole number of ports';

/** The number by which the ports of common services are moved. */
const portOffsetSchema = numberOf(
  z.number(PORTS).int(PORTS).gt(-65_536, PORTS).lt(65_536, PORTS),
).default(0);

const servicesSchema = z
  .array(serviceConfigSchema, 'a list of services')
  .default([]);

function readServices(
  config: Config | undefined,
  key: string,
): ServiceConfig[] {
  const services = checkBlock(config?.getOptional(key), {
    key,
    schema: servicesSchema,
  });
  const names = services.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice === undefined) return services;
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
  const [circle] = listCircles(
    services.map(({ name, dependsOn = [] }) => ({ name, dependsOn })),
  );
  if (!circle) return;
  const path = circle.pathOf(circle.members[0]);
  throw new InputError(
    `idpOrchestrator.services: in ${environment}, services need each other in a circle: ${path.join(' → ')}. Take one of these out of dependsOn`,
  );
}

/**
 * Lays an environment's own entries over the common ones; a service that has an
 * entry there is in it, whatever the common one says.
 */
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
  const { url, control, probes, waitLimit, waitSeconds, ...fields } = entry;
  const settleMs = waitLimit ?? waitSeconds;
  return {
    ...fields,
    ...(url !== undefined && { url: moveUrl(url, offset) }),
    ...(control && toControl(control)),
    ...(probes && {
      probes: probes.map(probe => toProbe(probe, { url, offset })),
    }),
    ...(settleMs !== undefined && { settleMs }),
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
  {
    timeout,
    timeoutSeconds,
    ...probe
  }: NonNullable<ServiceConfig['probes']>[number],
  { url, offset }: { url?: string; offset: number },
): Probe {
  const timeoutMs = timeout ?? timeoutSeconds ?? PROBE_LIMIT_MS;
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
