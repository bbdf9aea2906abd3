import type { ServiceProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Probe, ServiceControl, ServiceDefinition } from '../ports';
import type { ServiceFields } from './ServiceFields';

/**
 * The time (ms) after which a service that does not answer is down, unless its
 * probe says otherwise.
 */
export const PROBE_LIMIT_MS = 3_000;

export interface ServicePlace {
  environment: string;
  /** True when its environment has a cluster. */
  hasCluster: boolean;
}

/**
 * The fields of one service as each source gives them; configuration wins over
 * the catalog, and both over what is known by its name, field by field.
 */
export interface ServiceSources {
  known?: Partial<ServiceFields>;
  catalog?: ServiceFields;
  configured?: ServiceFields;
}

/** Makes a service of what its sources say. */
export function createService(
  name: string,
  { known, catalog, configured }: ServiceSources,
  { environment, hasCluster }: ServicePlace,
): { service: ServiceDefinition; problems: ServiceProblem[] } {
  const told = layOver(known, catalog, configured);
  const problems = checkFields(told);
  const fields = problems.url ? { ...told, url: undefined } : told;
  const source = configured ? 'configuration' : 'catalog';
  const kind = fields.control ?? chooseControl(fields, hasCluster);
  const control = createControl(kind, fields) ?? { kind: 'none' as const };
  const service: ServiceDefinition = {
    name,
    aliases: fields.aliases,
    title: fields.title ?? name,
    description: fields.description,
    environment,
    url: fields.url,
    control,
    probes:
      fields.probes ??
      createProbes(fields, {
        control: control.kind,
        namedByCatalog: isNamedByCatalog({ catalog, configured }),
      }),
    settleMs: fields.settleMs,
    critical: fields.critical ?? false,
    dependsOn: [...new Set(fields.dependsOn)],
    owner: fields.owner,
    entityRef: fields.entityRef,
    source,
  };
  return {
    service: withoutAbsent(service),
    problems: Object.values(problems).map(message => ({
      source: fields.entityRef ?? source,
      service: name,
      message,
    })),
  };
}

/** Lists the fields that cannot be used; configuration was checked before. */
function checkFields({
  url,
  control,
  script,
  namespaces,
  selector,
}: Partial<ServiceFields>): { url?: string; control?: string } {
  const onlyLooked = 'so it can only be looked at';
  return {
    ...(url !== undefined &&
      !/^https?:$/.test(URL.parse(url)?.protocol ?? '') && {
        url: 'its URL is no address with http or https',
      }),
    ...(control === 'script' &&
      !script && {
        control: `its control is script, but nothing says which, ${onlyLooked}`,
      }),
    ...(control === 'kubernetes' &&
      !(namespaces && selector) && {
        control: `its control is kubernetes, but nothing says which namespaces and selector, ${onlyLooked}`,
      }),
  };
}

function layOver(
  ...sources: Array<Partial<ServiceFields> | undefined>
): Partial<ServiceFields> {
  return Object.assign(
    {},
    ...sources.map(fields => withoutAbsent(fields ?? {})),
  );
}

/** Drops fields that are absent, so that they are left to other sources. */
function withoutAbsent<T extends object>(value: T): T {
  const entries = Object.entries(value).filter(
    ([, field]) => field !== undefined,
  );
  return Object.fromEntries(entries) as T;
}

function chooseControl(
  { script, namespaces, selector }: Partial<ServiceFields>,
  hasCluster: boolean,
): ServiceControl['kind'] {
  if (script) return 'script';
  return hasCluster && namespaces && selector ? 'kubernetes' : 'none';
}

/** Makes the control of a service; undefined when what it takes is missing. */
function createControl(
  kind: ServiceControl['kind'],
  {
    script,
    namespaces,
    selector,
    uncontrolledBecause: because,
  }: Partial<ServiceFields>,
): ServiceControl | undefined {
  switch (kind) {
    case 'script':
      return script && { kind, ...script };
    case 'kubernetes':
      return namespaces && selector
        ? { kind, namespaces, selector }
        : undefined;
    default:
      return { kind, ...(because && { because }) };
  }
}

/** Tells whether an entity chose what is asked, or a part of it. */
function isNamedByCatalog({ catalog, configured }: ServiceSources): boolean {
  return (['url', 'healthPath'] as const).some(
    field =>
      catalog?.[field] !== undefined && configured?.[field] === undefined,
  );
}

function createProbes(
  { url, healthPath = '/' }: Partial<ServiceFields>,
  {
    control,
    namedByCatalog,
  }: { control: ServiceControl['kind']; namedByCatalog: boolean },
): Probe[] {
  const timeoutMs = PROBE_LIMIT_MS;
  return [
    ...(url
      ? [
          {
            kind: 'http' as const,
            path: healthPath,
            timeoutMs,
            ...(namedByCatalog && { namedBy: 'catalog' as const }),
          },
        ]
      : []),
    ...(control === 'kubernetes'
      ? [{ kind: 'kubernetes', timeoutMs } as const]
      : []),
  ];
}
