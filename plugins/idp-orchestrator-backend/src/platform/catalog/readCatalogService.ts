import {
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { SERVICE_NAME, type ServiceFields } from '../ServiceFields';

const PREFIX = 'idp-orchestrator/';

/** The annotation that makes an entity a service of the platform. */
export const SERVICE_ANNOTATION = `${PREFIX}service`;

export interface CatalogContext {
  environment: string;
  /** True for the environment that an entity's links are about, since they name none. */
  isDefault: boolean;
  /** The names of services, by the references of their entities. */
  names: Map<string, string>;
}

/** The fields of a service as an entity claims them, which anybody may have written. */
export interface ServiceClaim extends ServiceFields {
  entityRef: string;
  /** The names of the annotations that say it, without their prefix. */
  annotations: string[];
}

/** Reads what an annotated entity says of its service in one environment. */
export function readCatalogService(
  entity: Entity,
  { environment, isDefault, names }: CatalogContext,
): ServiceClaim {
  const { metadata } = entity;
  const told = (name: string) =>
    metadata.annotations?.[`${PREFIX}${name}`]?.trim() || undefined;
  const list = (name: string) => splitList(told(name));
  const link = isDefault ? findLink(entity) : undefined;
  const critical = told('critical');
  return {
    name: told('service') ?? '',
    title: metadata.title,
    description: metadata.description,
    url: told(`url.${environment}`) ?? told('url') ?? link,
    healthPath: told('health-path'),
    critical: critical === undefined ? undefined : critical === 'true',
    dependsOn: findDependencies(entity, names),
    owner: findOwner(entity),
    entityRef: stringifyEntityRef(entity),
    environments: list('environments'),
    namespaces: list('namespaces'),
    selector: told('selector'),
    script: readScript(told),
    annotations: Object.keys(metadata.annotations ?? {})
      .filter(name => name.startsWith(PREFIX))
      .map(name => name.slice(PREFIX.length)),
  };
}

function splitList(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map(item => item.trim())
    .filter(Boolean);
}

function readScript(
  told: (name: string) => string | undefined,
): ServiceFields['script'] {
  const script = told('script');
  if (script === undefined) return undefined;
  return {
    script,
    actions: {
      start: told('start-action') ?? 'start',
      stop: told('stop-action') ?? 'stop',
    },
    serviceParameter: told('service-parameter'),
  };
}

function findLink({ metadata }: Entity): string | undefined {
  return metadata.links?.find(({ url }) => /^https?:/.test(url))?.url;
}

/** Lists the dependencies of an entity that are services as well. */
function findDependencies(
  entity: Entity,
  names: Map<string, string>,
): string[] | undefined {
  const needed = findTargets(entity, RELATION_DEPENDS_ON).flatMap(
    ref => names.get(ref) ?? [],
  );
  return needed.length > 0 ? needed : undefined;
}

function findOwner(entity: Entity): string | undefined {
  const owner = entity.spec?.owner;
  return (
    findTargets(entity, RELATION_OWNED_BY)[0] ??
    (typeof owner === 'string' ? owner : undefined)
  );
}

function findTargets(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}

/**
 * Maps the references of entities to the names of their services; those without
 * a usable name are left out.
 */
export function nameServices(entities: Entity[]): Map<string, string> {
  const named = entities.map(entity => {
    const name = entity.metadata.annotations?.[SERVICE_ANNOTATION] ?? '';
    return [stringifyEntityRef(entity), name.trim()] as const;
  });
  return new Map(named.filter(([, name]) => SERVICE_NAME.test(name)));
}
