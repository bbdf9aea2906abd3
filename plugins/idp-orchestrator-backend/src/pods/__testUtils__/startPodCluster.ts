import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ClusterConnection } from '../../cluster/connection/ClusterConnection';
import { ExecPrograms } from '../../cluster/connection/credentials/ExecPrograms';
import { listObjects } from '../../cluster/watch/listObjects';
import { KubeConfigSource } from '../../cluster/connection/KubeConfigSource';
import { listen } from '../../cluster/__testUtils__/recording/listen';
import {
  isReal,
  startApiServer,
  type RealApi,
} from '../../cluster/__testUtils__/startTestApi';
import { systemClock } from '../../waiting/systemClock';
import { MemoryApi } from './MemoryApi';
import { PodHands } from './PodHands';

/** The kind of API server that the tests of this run are run on; part of their name. */
export const POD_API_KIND = isReal
  ? 'a real kube-apiserver'
  : 'an API server in memory';

export const NAMESPACE = 'scripts';

const LOG = /^\/api\/v1\/namespaces\/[^/]+\/pods\/([^/]+)\/log$/;

export type PodCluster = Awaited<ReturnType<typeof startPodCluster>>;

/**
 * A cluster that runs pods as processes of this host. Requests go to an API
 * server through a door that serves the logs, as the API server does by asking
 * the kubelet, and that can be shut.
 */
export async function startPodCluster(namespace = NAMESPACE) {
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-pods-'));
  const real = isReal ? await startApiServer() : undefined;
  const memory = new MemoryApi();
  const door = {
    isShut: false,
    isFrozen: false,
    /** The request after whose answer nothing is answered. */
    last: undefined as RegExp | undefined,
    requests: [] as string[],
    waiting: [] as Array<() => void>,
  };
  const own: { hands?: PodHands } = {};
  const open = new Set<ServerResponse>();

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const token = request.headers.authorization?.replace('Bearer ', '');
    const isOfHands = token === HANDS;
    if (door.isShut && !isOfHands) {
      request.socket.destroy();
      return;
    }
    if (door.isFrozen && token === BACKEND) {
      door.waiting.push(() => answer(request, response));
      return;
    }
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://api');
    if (!isOfHands) {
      const asked = `${request.method} ${pathname}`;
      door.requests.push(asked);
      const isLast = token === BACKEND && door.last?.test(asked);
      door.isFrozen ||= isLast ?? false;
      open.add(response);
      response.on('close', () => open.delete(response));
    }
    const [, pod] = LOG.exec(pathname) ?? [];
    if (pod) {
      const log = own.hands?.logOf(pod);
      if (log) log.serve(response, searchParams.get('follow') === 'true');
      else refuse(response);
    } else if (real) {
      const isKnown = [HANDS, BACKEND, OTHER].includes(token ?? '');
      forward(request, response, { real, isKnown });
    } else {
      memory.answer(request, response).catch(() => response.destroy());
    }
  };
  const server = await listen(http.createServer(answer));
  const kubeconfigs = {
    backend: await writeConfig(folder, { server: server.url, token: BACKEND }),
    other: await writeConfig(folder, { server: server.url, token: OTHER }),
    hands: await writeConfig(folder, { server: server.url, token: HANDS }),
  };
  const admin = connect(kubeconfigs.hands);
  if (real) {
    const content = { metadata: { name: namespace } };
    const body = { type: 'application/json', content };
    const request = {
      method: 'POST',
      path: '/api/v1/namespaces',
      body,
    } as const;
    await admin.ask(request, new AbortController().signal);
  }
  const hands = new PodHands(admin, { namespace, folder });
  own.hands = hands;
  return {
    hands,
    memory: real ? undefined : memory,
    admin,
    kubeconfig: kubeconfigs.backend,
    /** That of another backend, which is not frozen with the first. */
    otherKubeconfig: kubeconfigs.other,
    requests: door.requests,
    /** Lets nobody in but the cluster's own, and cuts what is open. */
    shut() {
      door.isShut = true;
      open.forEach(response => response.destroy());
    },
    reopen() {
      door.isShut = false;
    },
    cut() {
      open.forEach(response => response.destroy());
    },
    /** Writes a kubeconfig for an account by its token. */
    writeKubeconfig: (token: string) =>
      writeConfig(folder, { server: server.url, token }),
    async post<T>(at: string, content: object): Promise<T> {
      const body = { type: 'application/json', content };
      const request = { method: 'POST', path: at, body } as const;
      const { signal } = new AbortController();
      return (await admin.ask<T>(request, signal)).content;
    },
    /** Takes rights away from the account of the documents. */
    async deny(rights: Array<[group: string, resource: string, verb: string]>) {
      rights.forEach(([, resource, verb]) =>
        memory.denied.add(`${verb} ${resource}`),
      );
      if (real) await denyInRole(admin, { namespace, rights });
    },
    /** Answers this backend nothing any more once it has asked for this, which is done all the same. */
    freezeAfter(method: string, resource: string) {
      door.last = new RegExp(`^${method} .*/${resource}(?:/idp-[^/]*)?$`);
    },
    get isFrozen() {
      return door.isFrozen;
    },
    thaw() {
      Object.assign(door, { isFrozen: false, last: undefined });
      door.waiting.splice(0).forEach(goOn => goOn());
    },
    /** Removes an object, as somebody does by hand. */
    async remove(resource: string, name: string) {
      const api = resource === 'jobs' ? '/apis/batch/v1' : '/api/v1';
      const at = `${api}/namespaces/${namespace}/${resource}/${name}`;
      const content = { propagationPolicy: 'Background' };
      const body = { type: 'application/json', content };
      const request = { method: 'DELETE', path: at, body } as const;
      await admin.ask(request, new AbortController().signal);
    },
    /** Lists the objects and processes that are there of an attempt. */
    async listLeft(name: string): Promise<string[]> {
      const [jobs, pods] = [await hands.listJobs(), await hands.listPods()];
      const ofIt = [...jobs, ...pods].map(({ metadata }) => metadata.name);
      return [
        ...ofIt.filter(one => one.startsWith(name)),
        ...(await listClaims(admin, namespace)).filter(one => one === name),
        ...hands.running.filter(one => one.startsWith(name)),
      ];
    },
    async stop() {
      await hands.stop();
      await server.stop();
      await real?.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const HANDS = 'the-hands';
const BACKEND = 'the-backend';
const OTHER = 'another-backend';

async function listClaims(
  admin: ClusterConnection,
  namespace: string,
): Promise<string[]> {
  const secrets = `/api/v1/namespaces/${namespace}/secrets`;
  const { signal } = new AbortController();
  const { items } = await listObjects(admin, { path: secrets }, signal);
  return items.map(({ metadata }) => metadata.name);
}

/** Writes the Role of the documents anew, without these rights. */
async function denyInRole(
  admin: ClusterConnection,
  {
    namespace,
    rights,
  }: {
    namespace: string;
    rights: Array<[group: string, resource: string, verb: string]>;
  },
): Promise<void> {
  const at = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles/idp-orchestrator-pods`;
  const { signal } = new AbortController();
  const { content: role } = await admin.ask<{ rules: PolicyRule[] }>(
    { method: 'GET', path: at },
    signal,
  );
  const isDenied = ({ resources }: PolicyRule, verb: string) =>
    rights.some(([, resource, of]) => resources[0] === resource && of === verb);
  const rules = role.rules
    .map(rule => ({
      ...rule,
      verbs: rule.verbs.filter(verb => !isDenied(rule, verb)),
    }))
    .filter(({ verbs }) => verbs.length > 0);
  const body = { type: 'application/merge-patch+json', content: { rules } };
  await admin.ask({ method: 'PATCH', path: at, body }, signal);
}

interface PolicyRule {
  resources: string[];
  verbs: string[];
}

function refuse(response: ServerResponse): void {
  const message = 'container "script" is waiting to start: ContainerCreating';
  response.writeHead(400).end(JSON.stringify({ message }));
}

function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { real, isKnown }: { real: RealApi; isKnown: boolean },
): void {
  const { method, headers } = request;
  const sent = https.request(`${real.server}${request.url}`, {
    method,
    headers: {
      ...headers,
      ...(isKnown && { authorization: `Bearer ${real.token}` }),
    },
    ca: real.authority,
    agent: false,
  });
  sent.on('response', answer => {
    response.writeHead(answer.statusCode ?? 0, answer.headers);
    response.flushHeaders();
    answer.on('error', () => response.destroy());
    answer.pipe(response);
  });
  sent.on('error', () => response.destroy());
  response.on('close', () => sent.destroy());
  request.pipe(sent);
}

function connect(kubeconfig: string): ClusterConnection {
  const programs = new ExecPrograms(systemClock);
  const source = new KubeConfigSource('test', { kubeconfig }, programs);
  return new ClusterConnection(source, systemClock);
}

async function writeConfig(
  folder: string,
  { server, token }: { server: string; token: string },
): Promise<string> {
  const file = path.join(folder, `kubeconfig-${token.slice(-12)}`);
  const content = {
    clusters: [
      { name: 'c', cluster: { server, 'insecure-skip-tls-verify': true } },
    ],
    users: [{ name: 'u', user: { token } }],
    contexts: [
      { name: 'x', context: { cluster: 'c', user: 'u', namespace: NAMESPACE } },
    ],
    'current-context': 'x',
  };
  await writeFile(file, JSON.stringify(content));
  return file;
}
