import type { Entity } from '@backstage/catalog-model';

/** On an entity: the name of the platform's service that it stands for. */
export const SERVICE_ANNOTATION = 'idp-orchestrator/service';

/** The service that an entity stands for, if it does. */
export function serviceNameOf(entity: Entity): string | undefined {
  return entity.metadata.annotations?.[SERVICE_ANNOTATION];
}

/**
 * Whether an entity stands for a service, so that tab and card have something to show.
 *
 * @public
 */
export function isServiceAvailable(entity: Entity): boolean {
  return Boolean(serviceNameOf(entity));
}
