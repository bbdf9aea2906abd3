import { NotFoundError } from '@backstage/errors';
import type { ClusterConnection } from '../connection/ClusterConnection';

interface ApiResource {
  /** The name in paths, for example `deployments`; `deployments/status` is none of ours. */
  name: string;
  kind: string;
  namespaced: boolean;
}

/** Finds where objects of a kind are, as the cluster itself tells it. */
export class ResourceNames {
  /** The kinds that each version of an API has; asked again when one is missing in it. */
  readonly #known = new Map<string, ApiResource[]>();

  constructor(private readonly connection: ClusterConnection) {}

  /**
   * Finds the resource of a kind.
   *
   * @throws NotFoundError when the cluster does not have it
   */
  async find(
    { apiVersion, kind }: { apiVersion: string; kind: string },
    signal: AbortSignal,
  ): Promise<ApiResource> {
    const search = () =>
      this.#known
        .get(apiVersion)
        ?.find(one => one.kind === kind && !one.name.includes('/'));
    const known = search();
    if (known) return known;
    await this.#ask(apiVersion, signal);
    const found = search();
    if (found) return found;
    throw new NotFoundError(
      `The cluster knows no ${kind} in ${apiVersion}. Is it spelt so, and is its CustomResourceDefinition installed?`,
    );
  }

  async #ask(apiVersion: string, signal: AbortSignal): Promise<void> {
    const request = { method: 'GET', path: pathOf(apiVersion) } as const;
    try {
      const { content } = await this.connection.ask<{
        resources: ApiResource[];
      }>(request, signal);
      this.#known.set(apiVersion, content.resources);
    } catch (error) {
      // There is nothing of that name, and so no kind in it.
      if (!(error instanceof NotFoundError)) throw error;
      this.#known.delete(apiVersion);
    }
  }
}

/** Makes the path of an API version, of the core API (`v1`) or of the others (`apps/v1`). */
export function pathOf(apiVersion: string): string {
  return `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`;
}
