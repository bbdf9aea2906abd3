import type { NeededRights } from '../ports';

/** Lists the rights that an attempt in a pod needs in its namespace. */
export function listRights(namespace: string): NeededRights[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      namespace,
      verbs: ['get', 'create', 'patch', 'delete'],
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      namespace,
      verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace,
      verbs: ['list', 'watch', 'delete'],
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      subresource: 'log',
      namespace,
      verbs: ['get'],
    },
  ];
}
