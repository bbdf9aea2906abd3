import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcesses } from '../../bridge/supervisor/endProcesses';
import type { ClusterConnection } from '../../cluster/connection/ClusterConnection';
import type { ApiRequest } from '../../cluster/connection/sendRequest';
import type { ClusterObject } from '../../cluster/watch/ClusterObject';
import { listObjects } from '../../cluster/watch/listObjects';
import { ContainerLog } from './ContainerLog';

interface Volume {
  name: string;
  secret?: {
    secretName: string;
    defaultMode: number;
    items?: Array<{ key: string; path: string }>;
  };
}
interface PodSpec {
  terminationGracePeriodSeconds: number;
  containers: Array<{
    command: string[];
    volumeMounts: Array<{ name: string; mountPath: string }>;
  }>;
  volumes: Volume[];
}
type TestPod = ClusterObject & { spec: PodSpec; status?: { phase?: string } };
type TestJob = ClusterObject & {
  spec: { suspend?: boolean; template: { metadata: object; spec: PodSpec } };
  status?: { conditions?: object[] };
};
/** What a kubelet says of a container. */
type State = Record<string, unknown>;

interface Container {
  child: ChildProcess;
  log: ContainerLog;
  startedAt: string;
  ended?: State & { exitCode: number };
}

const LOOK_EVERY_MS = 40;
const never = new AbortController().signal;

/**
 * The parts of the Job controller, the garbage collector and a kubelet for
 * tests: they make a pod of each Job that is not suspended, run its command as
 * a process of this host, and serve what it prints.
 */
export class PodHands {
  /** What a kubelet says instead of starting containers, if it does. */
  waiting: State | undefined;
  /** Whether the controller may make no pods just now. */
  isFull = false;
  /** What the scheduler says instead of placing pods, if it does. */
  unschedulable: string | undefined;
  /** How the kubelet words the end of containers, in place of `Error`. */
  endReason: string | undefined;
  /** The number of containers that were started for each Job. */
  readonly starts = new Map<string, number>();
  readonly #containers = new Map<string, Container>();
  readonly #working: Promise<void>;
  #isOver = false;

  constructor(
    private readonly api: ClusterConnection,
    private readonly at: { namespace: string; folder: string },
  ) {
    this.#working = this.#work();
  }

  logOf(pod: string): ContainerLog | undefined {
    return this.#containers.get(pod)?.log;
  }

  get logs(): ContainerLog[] {
    return [...this.#containers.values()].map(({ log }) => log);
  }

  /** Lists the pods in which something runs. */
  get running(): string[] {
    return [...this.#containers]
      .filter(([, { ended }]) => !ended)
      .map(([name]) => name);
  }

  async listPods(): Promise<TestPod[]> {
    return this.#list(this.#pods);
  }

  async listJobs(): Promise<TestJob[]> {
    return this.#list(this.#jobs);
  }

  /** Says of a pod what a kubelet or a controller would. */
  async setStatus(pod: string, status: object): Promise<void> {
    await this.#patch(`${this.#pods}/${pod}/status`, { status });
  }

  /** Kills what runs in a pod, as the kernel does for want of memory. */
  async kill(pod: string): Promise<void> {
    await endProcesses({ cookie: pod }, 0);
  }

  /** Makes another pod of a Job, as a controller may that has lost sight of the first. */
  async repeat(name: string): Promise<void> {
    const jobs = await this.listJobs();
    const job = jobs.find(({ metadata }) => metadata.name === name);
    if (job) await this.#create(job);
  }

  async remove(pod: string): Promise<void> {
    await this.#ask({ method: 'DELETE', path: `${this.#pods}/${pod}` });
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#working;
    for (const pod of this.#containers.keys()) await this.kill(pod);
  }

  get #jobs(): string {
    return `/apis/batch/v1/namespaces/${this.at.namespace}/jobs`;
  }

  get #pods(): string {
    return `/api/v1/namespaces/${this.at.namespace}/pods`;
  }

  async #work(): Promise<void> {
    while (!this.#isOver) {
      try {
        const [jobs, pods] = [await this.listJobs(), await this.listPods()];
        for (const job of jobs) await this.#control(job, pods);
        for (const pod of pods) await this.#keep(pod, jobs);
      } catch (error) {
        // Whatever has changed meanwhile is seen at the next look.
        if (!/NotFound|Conflict|ServiceUnavailable/.test((error as Error).name))
          throw error;
      }
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Makes the pod of a Job, and says how the Job has ended. */
  async #control(job: TestJob, pods: TestPod[]): Promise<void> {
    const pod = pods.find(one => ownerOf(one) === job.metadata.uid);
    if (this.isFull || job.spec.suspend) return;
    if (job.metadata.deletionTimestamp) return;
    const isOver = (job.status?.conditions ?? []).length > 0;
    if (!pod && !isOver && !this.starts.has(job.metadata.name)) {
      this.starts.set(job.metadata.name, 0);
      await this.#create(job);
    }
    const phase = pod?.status?.phase;
    if (isOver || (phase !== 'Succeeded' && phase !== 'Failed')) return;
    const now = new Date().toISOString();
    const types =
      phase === 'Succeeded'
        ? ['SuccessCriteriaMet', 'Complete']
        : ['FailureTarget', 'Failed'];
    const conditions = types.map(type => ({
      type,
      status: 'True',
      reason:
        phase === 'Succeeded' ? 'CompletionsReached' : 'BackoffLimitExceeded',
      lastTransitionTime: now,
    }));
    const count = phase === 'Succeeded' ? { succeeded: 1 } : { failed: 1 };
    const ended = phase === 'Succeeded' ? { completionTime: now } : {};
    await this.#patch(`${this.#jobs}/${job.metadata.name}/status`, {
      status: { startTime: now, ...ended, ...count, conditions },
    });
  }

  async #create({ metadata, spec }: TestJob): Promise<void> {
    const { name, uid } = metadata;
    const owner = { apiVersion: 'batch/v1', kind: 'Job', name, uid };
    const { template } = spec;
    const content = {
      metadata: {
        ...template.metadata,
        generateName: `${name}-`,
        ownerReferences: [{ ...owner, controller: true }],
      },
      spec: { ...template.spec, nodeName: 'node-1' },
    };
    await this.#ask({
      method: 'POST',
      path: this.#pods,
      body: { type: 'application/json', content },
    });
  }

  /** Does what a kubelet does for a pod. */
  async #keep(pod: TestPod, jobs: TestJob[]): Promise<void> {
    const { name, deletionTimestamp } = pod.metadata;
    const container = this.#containers.get(name);
    const isOrphan = !jobs.some(
      ({ metadata }) => metadata.uid === ownerOf(pod),
    );
    if (isOrphan && !deletionTimestamp) await this.remove(name);
    if (deletionTimestamp || isOrphan) {
      await this.#end(pod, container);
    } else if (!container) {
      await this.#begin(pod);
    }
    if (container?.ended && pod.status?.phase === 'Running') {
      await this.#noteEnd(name, container);
    }
  }

  async #begin(pod: TestPod): Promise<void> {
    const { name } = pod.metadata;
    if (this.unschedulable) {
      const condition = { type: 'PodScheduled', status: 'False' };
      const message = this.unschedulable;
      const conditions = [{ ...condition, reason: 'Unschedulable', message }];
      await this.setStatus(name, { phase: 'Pending', conditions });
      return;
    }
    if (this.waiting) {
      const state = { waiting: this.waiting };
      const status = toStatus('Pending', state);
      await this.setStatus(name, { ...status, conditions: [] });
      return;
    }
    const job = name.replace(/-[^-]*$/, '');
    this.starts.set(job, (this.starts.get(job) ?? 0) + 1);
    const container = await this.#start(pod);
    this.#containers.set(name, container);
    const state = { running: { startedAt: container.startedAt } };
    await this.setStatus(name, {
      ...toStatus('Running', state),
      conditions: [],
    });
  }

  async #start({ metadata, spec }: TestPod): Promise<Container> {
    const { name } = metadata;
    const root = path.join(this.at.folder, name);
    const [{ command, volumeMounts }] = spec.containers;
    for (const { name: volume, mountPath } of volumeMounts) {
      const { secret } = spec.volumes.find(one => one.name === volume) ?? {};
      await this.#mount(path.join(root, mountPath), { secret, root });
    }
    const argv = command.map(word =>
      word.startsWith('/idp') ? path.join(root, word) : word,
    );
    const child = spawn(
      'bash',
      ['-c', 'exec "$@" 2>&1', 'container', ...argv],
      {
        detached: true,
        cwd: root,
        env: { PATH: process.env.PATH, IDP_ATTEMPT_COOKIE: name },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const log = new ContainerLog();
    const startedAt = new Date().toISOString();
    const container: Container = { child, log, startedAt };
    child.stdout?.on('data', block => log.add(block));
    void once(child, 'exit').then(async ([code, signal]) => {
      await endProcesses({ cookie: name }, 0);
      if (!child.stdout?.readableEnded) {
        await Promise.race([once(child.stdout!, 'end'), sleep(500)]);
      }
      log.end();
      container.ended = {
        exitCode: code ?? (signal === 'SIGKILL' ? 137 : 143),
        reason: this.endReason ?? (code === 0 ? 'Completed' : 'Error'),
        startedAt,
        finishedAt: new Date().toISOString(),
      };
    });
    return container;
  }

  /** Makes the files of a volume; paths in them are those of this host. */
  async #mount(
    folder: string,
    { secret, root }: Pick<Volume, 'secret'> & { root: string },
  ): Promise<void> {
    await mkdir(folder, { recursive: true });
    if (!secret) return;
    const { namespace } = this.at;
    const { secretName, items, defaultMode } = secret;
    const { data = {} } = await this.#ask<{ data?: Record<string, string> }>({
      method: 'GET',
      path: `/api/v1/namespaces/${namespace}/secrets/${secretName}`,
    });
    const keys = items ?? Object.keys(data).map(key => ({ key, path: key }));
    for (const { key, path: file } of keys) {
      const content = Buffer.from(data[key], 'base64');
      const text = content.toString('utf8').replaceAll('/idp/', `${root}/idp/`);
      const mode = defaultMode;
      await writeFile(
        path.join(folder, file),
        key === 'arguments' ? text : content,
        { mode },
      );
    }
  }

  async #end(pod: TestPod, container?: Container): Promise<void> {
    const { name } = pod.metadata;
    if (container && !container.ended) {
      if (!container.child.killed) {
        container.child.kill('SIGTERM');
        const grace = pod.spec.terminationGracePeriodSeconds * 1_000;
        setTimeout(() => this.kill(name), grace).unref();
      }
      return;
    }
    if (container?.ended && pod.status?.phase === 'Running') {
      await this.#noteEnd(name, container);
    }
    const content = { gracePeriodSeconds: 0 };
    await this.#ask({
      method: 'DELETE',
      path: `${this.#pods}/${name}`,
      body: { type: 'application/json', content },
    });
    await rm(path.join(this.at.folder, name), { recursive: true, force: true });
  }

  async #noteEnd(name: string, { ended }: Container): Promise<void> {
    const phase = ended?.exitCode === 0 ? 'Succeeded' : 'Failed';
    await this.setStatus(name, toStatus(phase, { terminated: ended }));
  }

  async #list<T extends ClusterObject>(collection: string): Promise<T[]> {
    const selection = { path: collection };
    const { items } = await listObjects<T>(this.api, selection, never);
    return items;
  }

  async #patch(at: string, content: object): Promise<void> {
    const body = { type: 'application/merge-patch+json', content };
    await this.#ask({ method: 'PATCH', path: at, body });
  }

  async #ask<T>(request: ApiRequest): Promise<T> {
    return (await this.api.ask<T>(request, never)).content;
  }
}

function ownerOf({ metadata }: ClusterObject): string | undefined {
  return metadata.ownerReferences?.[0]?.uid;
}

function toStatus(phase: string, state: State) {
  const status = {
    name: 'script',
    image: 'tools:1',
    imageID: '',
    ready: false,
    restartCount: 0,
    state: { waiting: null, running: null, terminated: null, ...state },
  };
  return { phase, containerStatuses: [status] };
}
