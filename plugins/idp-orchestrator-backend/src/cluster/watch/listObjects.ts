import type { ClusterConnection } from '../connection/ClusterConnection';
import type { ClusterObject, ObjectList } from './ClusterObject';

/** Chooses objects: of a path, those that a selector chooses. */
export interface ObjectSelection {
  /** The path, for example `/api/v1/namespaces/x/pods`. */
  path: string;
  labelSelector?: string;
  fieldSelector?: string;
}

/** So many objects are asked for at a time. */
const PAGE = 500;

/** Lists all objects of a selection, and the version from which a watch goes on. */
export async function listObjects<T extends ClusterObject>(
  connection: ClusterConnection,
  { path, ...selectors }: ObjectSelection,
  signal: AbortSignal,
): Promise<{ items: T[]; version: string | undefined }> {
  const items: T[] = [];
  let next: string | undefined;
  for (;;) {
    const { content } = await connection.ask<ObjectList<T>>(
      {
        method: 'GET',
        path,
        query: { ...selectors, limit: PAGE, continue: next },
      },
      signal,
    );
    items.push(...content.items);
    next = content.metadata.continue || undefined;
    if (!next) return { items, version: content.metadata.resourceVersion };
  }
}
