import { z } from 'zod';

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;

const fields = z.strictObject({
  action: z
    .enum(['apply', 'wait', 'scale', 'restart', 'delete'])
    .describe('What is done.'),
  manifest: z
    .string()
    .min(1)
    .optional()
    .describe(
      'For `apply`: one or many objects in YAML, applied in their order.',
    ),
  force: z
    .boolean()
    .default(false)
    .describe('For `apply`: whether fields are taken over that others manage.'),
  apiVersion: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Of the object, for example `batch/v1`; `apps/v1` for Deployments, StatefulSets and DaemonSets when absent.',
    ),
  kind: z
    .string()
    .min(1)
    .optional()
    .describe('Of the object, for example `Deployment`.'),
  namespace: z
    .string()
    .min(1)
    .optional()
    .describe("Of the object; that of the kubeconfig's context when absent."),
  name: z.string().min(1).optional().describe('Of the object.'),
  condition: z
    .string()
    .min(1)
    .optional()
    .describe(
      'For `wait`: the condition that must be true, for example `Ready`. Without it a workload is waited for until it is rolled out.',
    ),
  for: z
    .strictObject({
      jsonpath: z
        .string()
        .min(1)
        .describe(
          'The field, as kubectl wait names it, for example `{.status.health.status}`.',
        ),
      value: z
        .union([z.string(), z.number(), z.boolean()])
        .optional()
        .describe('The value that it is to have; any when absent.'),
    })
    .optional()
    .describe(
      'For `wait`: a field that must have a value, for example `{ jsonpath: "{.status.phase}", value: Bound }`.',
    ),
  replicas: z
    .union([z.enum(['start', 'stop']), z.number().int().min(0).max(10_000)])
    .optional()
    .describe(
      'For `scale`: how many, or `stop` for none, keeping the count, or `start` for the kept count again.',
    ),
  propagation: z
    .enum(['Foreground', 'Background', 'Orphan'])
    .default('Background')
    .describe('For `delete`: what becomes of the objects that it owns.'),
  wait: z
    .boolean()
    .default(true)
    .describe(
      'For `scale` and `restart`: whether the step lasts until that is rolled out; for `delete`, until the object is gone.',
    ),
});

/** The inputs of `uses: kubernetes`; which of them an action needs is checked. */
export const kubernetesInputSchema = fields
  .superRefine((input, context) => {
    for (const { path, message } of findMissing(input)) {
      context.addIssue({ code: 'custom', path: [path], message });
    }
  })
  .describe(
    "Acts on the Kubernetes cluster of the run's environment; see docs/kubernetes.md. Its output is what was applied (`objects`), or how the workload is now (`workload`). Each act may be repeated. Without a `timeout` it waits 15 minutes.",
  );

export type KubernetesInput = z.infer<typeof kubernetesInputSchema>;
export type WorkloadKind = (typeof WORKLOADS)[number];

const WORKLOAD = ['kind', 'namespace', 'name'] as const;

const NEEDED = {
  apply: ['manifest'],
  wait: ['kind', 'name'],
  scale: [...WORKLOAD, 'replicas'],
  restart: WORKLOAD,
  delete: ['kind', 'name'],
} as const;

const FOR_ALONE = 'for belongs to wait, where it stands instead of a condition';

/** Tells whether a kind has replicas and rollouts. */
export function isWorkload(kind: string | undefined): kind is WorkloadKind {
  return WORKLOADS.some(known => known === kind);
}

interface Missing {
  path: string;
  message: string;
}

/** Lists what an action needs and has not got. */
function findMissing(input: z.input<typeof fields>): Missing[] {
  const { action, kind, apiVersion, namespace, condition } = input;
  const missing: Missing[] = NEEDED[action]
    .filter(path => input[path] === undefined)
    .map(path => ({ path, message: `a ${path} for ${action}` }));
  if (
    input.for !== undefined &&
    (action !== 'wait' || condition !== undefined)
  ) {
    missing.push({ path: 'for', message: FOR_ALONE });
  }
  const need = (path: string, message: string, isThere: boolean) => {
    if (!isThere) missing.push({ path, message });
  };
  if (kind === undefined || action === 'apply') return missing;
  // What an expression comes to is checked when the step starts.
  if (kind.includes('${{')) return missing;
  if (action === 'scale' || action === 'restart') {
    need('kind', `one of ${WORKLOADS.join(', ')}`, isWorkload(kind));
  } else {
    need(
      'apiVersion',
      `the apiVersion of ${kind}`,
      isWorkload(kind) || apiVersion !== undefined,
    );
  }
  if (action === 'wait' && input.for === undefined && condition === undefined) {
    const message = `a condition, or a field as for (only ${WORKLOADS.join(', ')} are waited for without)`;
    need('condition', message, isWorkload(kind));
    need('namespace', 'a namespace', namespace !== undefined);
  }
  return missing;
}
