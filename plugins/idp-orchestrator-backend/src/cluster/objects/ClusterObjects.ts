import { InputError, NotFoundError } from '@backstage/errors';
import type { ClusterObjectRef } from '../../ports';
import type { ClusterConnection } from '../connection/ClusterConnection';
import type { ObjectSelection } from '../watch/listObjects';
import { pathOf, ResourceNames } from './ResourceNames';

/** The place of an object, its namespace filled in. */
export interface ObjectPlace {
  ref: ClusterObjectRef;
  /** The path of all objects of its kind there. */
  collection: string;
  path: string;
}

/** Finds and reads objects of any kind. */
export class ClusterObjects {
  readonly #names: ResourceNames;

  constructor(readonly connection: ClusterConnection) {
    this.#names = new ResourceNames(connection);
  }

  /**
   * Finds the place of an object.
   *
   * @throws NotFoundError for a kind that the cluster does not have
   */
  async place(
    object: Omit<ClusterObjectRef, 'name'> & { name?: string },
    signal: AbortSignal,
  ): Promise<ObjectPlace> {
    const { apiVersion, kind, name = '' } = object;
    const resource = await this.#names.find(object, signal);
    if (!resource.namespaced && object.namespace) {
      throw new InputError(
        `${kind} ${name} is in no namespace: leave out namespace ${object.namespace}`,
      );
    }
    const namespace = resource.namespaced
      ? (object.namespace ?? (await this.connection.defaultNamespace()))
      : undefined;
    const folder = namespace && `/namespaces/${encodeURIComponent(namespace)}`;
    const collection = `${pathOf(apiVersion)}${folder ?? ''}/${resource.name}`;
    return {
      ref: { apiVersion, kind, ...(namespace && { namespace }), name },
      collection,
      path: `${collection}/${encodeURIComponent(name)}`,
    };
  }

  /** Reads an object as it is now; undefined when it is not there. */
  async read<T>(
    { path }: ObjectPlace,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    try {
      const answer = await this.connection.ask<T>(
        { method: 'GET', path },
        signal,
      );
      return answer.content;
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }
}

/** Selects one object. */
export function selectOne({ ref, collection }: ObjectPlace): ObjectSelection {
  return { path: collection, fieldSelector: `metadata.name=${ref.name}` };
}

/** Names an object, for example `Deployment shop/web`. */
export function nameObject({
  kind,
  namespace,
  name,
}: Pick<ClusterObjectRef, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}
