import type { LaunchRecord } from '../../bridge/supervisor/AttemptFiles';
import {
  OUTPUT_LIMIT,
  SUMMARY_LIMIT,
} from '../../bridge/output/results/understandResults';
import { CLAIM_FOLDER, FILES_FOLDER, scriptMount } from '../settings/PodLayout';
import { CONTAINER, type markAttempt } from '../settings/names';
import type { ResolvedPod } from '../settings/resolvePod';

/** A pod that has not started after so long (ms) is given up. */
export const START_LIMIT_MS = 600_000;

/** So much later than the backend would, the cluster itself ends a script (s): when there is no backend. */
const SLACK_S = 300;

/** A Job that has ended and was not removed, since its backend is gone, is removed after so long (s). */
const KEPT_S = 86_400;

/** More of a summary is sent than is shown, so that a secret across the cut is masked whole. */
const SUMMARY_MORE = 64 * 1024;

/** Everything that a Job is made of. */
export interface JobParts {
  name: string;
  marks: ReturnType<typeof markAttempt>;
  pod: ResolvedPod;
  script: string;
  record: Pick<LaunchRecord, 'timeoutMs'>;
  graceMs: number;
}

/**
 * Makes the Job of an attempt. It is suspended: no controller makes a pod of it
 * before it is known that it may run. Nothing that was given to the script is in
 * it, which is all in the claim.
 */
export function createJob(parts: JobParts) {
  const { name, marks, record, graceMs } = parts;
  const longestMs = START_LIMIT_MS + record.timeoutMs + graceMs;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, ...marks },
    spec: {
      suspend: true,
      parallelism: 1,
      completions: 1,
      backoffLimit: 0,
      // None beside one that may still run.
      podReplacementPolicy: 'Failed',
      activeDeadlineSeconds: Math.ceil(longestMs / 1_000) + SLACK_S,
      ttlSecondsAfterFinished: KEPT_S,
      template: {
        metadata: {
          labels: marks.labels,
          annotations: {
            ...marks.annotations,
            'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
          },
        },
        spec: createPodSpec(parts),
      },
    },
  };
}

function createPodSpec({ name, pod, script, graceMs }: JobParts) {
  const { mounted } = scriptMount({ script }, pod);
  const limits = [OUTPUT_LIMIT + 1, SUMMARY_LIMIT + SUMMARY_MORE].map(String);
  return {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: Math.max(1, Math.ceil(graceMs / 1_000)),
    enableServiceLinks: false,
    ...(pod.serviceAccount === undefined
      ? // Who is to ask the cluster has an account for it.
        { automountServiceAccountToken: false }
      : { serviceAccountName: pod.serviceAccount }),
    ...(pod.nodeSelector && { nodeSelector: pod.nodeSelector }),
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: CONTAINER,
        image: pod.image,
        command: [
          'bash',
          // Not to be led astray by BASH_ENV and the like in the image.
          '-p',
          `${CLAIM_FOLDER}/wrapper.sh`,
          CLAIM_FOLDER,
          FILES_FOLDER,
          ...limits,
        ],
        ...(pod.resources && { resources: pod.resources }),
        securityContext: { allowPrivilegeEscalation: false },
        volumeMounts: [
          { name: 'claim', mountPath: CLAIM_FOLDER, readOnly: true },
          { name: 'files', mountPath: FILES_FOLDER },
          ...(mounted
            ? [
                {
                  name: 'script',
                  mountPath: mounted.SCRIPT_FOLDER,
                  readOnly: true,
                },
              ]
            : []),
        ],
      },
    ],
    volumes: [
      // Whatever user the image has may read it; nobody else is in the pod.
      { name: 'claim', secret: { secretName: name, defaultMode: 0o444 } },
      { name: 'files', emptyDir: {} },
      ...(mounted
        ? [
            {
              name: 'script',
              secret: {
                secretName: name,
                defaultMode: 0o555,
                items: [{ key: 'script', path: mounted.name }],
              },
            },
          ]
        : []),
    ],
  };
}
