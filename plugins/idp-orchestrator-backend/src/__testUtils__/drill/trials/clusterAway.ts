import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FlowSource } from '@idp/backstage-plugin-idp-orchestrator-common';
import { ApiServerStandIn } from './apiServerStandIn';
import { inspectRuns, waitForRun } from './inspectRuns';
import type { Trial, TrialPlace } from './Trial';
import { withBackend } from './trialRow';

const scaling: FlowSource = {
  id: 'scaling',
  title: 'Scales a workload, and waits until that is rolled out',
  risk: 'low',
  steps: [
    {
      id: 'scale',
      uses: 'kubernetes',
      with: {
        action: 'scale',
        kind: 'Deployment',
        namespace: 'drill',
        name: 'drilled',
        replicas: 3,
      },
    },
  ],
};

/** The API server of a cluster ends all watches, is away under a rollout, and comes back. */
export const clusterAway: Trial = {
  what: 'the API server of a cluster away, and watches that end',
  async run({ folder, short }: TrialPlace) {
    const api = new ApiServerStandIn();
    await api.start();
    await mkdir(folder, { recursive: true });
    const kubeconfig = path.join(folder, 'kubeconfig');
    await writeFile(kubeconfig, JSON.stringify(kubeconfigOf(api.url)));
    const setting = {
      folder,
      scripts: {},
      flows: [scaling],
      config: {
        environments: { development: { kubernetes: { kubeconfig } } },
      },
    };
    try {
      return await withBackend(clusterAway.what, setting, async backend => {
        const runIds = await backend.begin('scaling', short ? 2 : 10);
        for (const id of runIds) {
          await waitForRun(backend, id, run => run.lastSeq > 3);
        }
        await sleep(1_000);
        await api.interrupt();
        await sleep(short ? 2_000 : 20_000);
        api.rollOut();
        await api.start();
        const seen = await inspectRuns(backend, runIds);
        // The replicas are set by the first; to the others nothing is left to do.
        const again = Math.max(0, api.changes - 1);
        return { ...seen, doubled: seen.doubled + again };
      });
    } finally {
      await api.interrupt();
    }
  },
};

function kubeconfigOf(server: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: 'drill', cluster: { server, 'insecure-skip-tls-verify': true } },
    ],
    users: [{ name: 'drill', user: { token: 'drill' } }],
    contexts: [{ name: 'drill', context: { cluster: 'drill', user: 'drill' } }],
    'current-context': 'drill',
  };
}
