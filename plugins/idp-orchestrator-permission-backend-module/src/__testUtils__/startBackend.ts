import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import idpOrchestrator from '@idp/backstage-plugin-idp-orchestrator-backend';
import { createClosingDatabases } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/closingDatabases';
import { authFactory } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/authFactory';
import {
  OrchestratorClient,
  type AuditEntry,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  defineFlow,
  idpOrchestratorExtensionPoint,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import permissionModule from '../index';
import { TOKENS, type CallerName } from './callers';

export interface PolicyBackend {
  /** Base address of the plugin's routes. */
  url: string;
  client(caller: CallerName): OrchestratorClient;
  fetch(
    caller: CallerName,
    path: string,
    init?: RequestInit,
  ): Promise<Response>;
  readAudit(): Promise<AuditEntry[]>;
  stop(): Promise<void>;
}

/** As the example has them, except that members are single users. */
const ROLES = {
  admin: { members: ['user:default/admin'] },
  operator: {
    members: ['user:default/operator'],
    environments: ['development', 'staging'],
    highestRisk: 'medium',
  },
  viewer: {
    members: ['user:default/viewer'],
    environments: ['development', 'staging'],
  },
  agent: {
    members: ['user:default/agent'],
    environments: ['development'],
    highestRisk: 'medium',
  },
};

/** The orchestrator behind the real permission backend with the policy of roles. */
export async function startBackend(): Promise<PolicyBackend> {
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-policy-'));
  const databases = createClosingDatabases();
  const backend = await startTestBackend({
    features: [
      databases.factory,
      idpOrchestrator,
      permissionBackend,
      permissionModule,
      testFlows,
      authFactory,
      httpAuthServiceFactory,
      actionsRegistryServiceFactory,
      mockServices.permissions.factory(),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost' },
          permission: { enabled: true, idpOrchestrator: { roles: ROLES } },
          idpOrchestrator: await configure(folder),
        },
      }),
    ],
  });
  const url = `http://localhost:${backend.server.port()}/api/idp-orchestrator/v1`;
  const send: PolicyBackend['fetch'] = (caller, at, init) => {
    const headers = new Headers(init?.headers);
    const token = TOKENS[caller];
    if (token) headers.set('authorization', `Bearer ${token}`);
    if (init?.body) headers.set('content-type', 'application/json');
    return fetch(`${url}${at}`, { ...init, headers });
  };
  return {
    url,
    fetch: send,
    client: caller =>
      new OrchestratorClient({
        discoveryApi: { getBaseUrl: async () => url.replace(/\/v1$/, '') },
        fetchApi: {
          fetch: (target, init) =>
            send(caller, String(target).slice(url.length), init),
        },
      }),
    async readAudit() {
      const text = await (await send('admin', '/audit/export')).text();
      const lines = text.trimEnd().split('\n');
      return lines.map(line => JSON.parse(line) as AuditEntry);
    },
    async stop() {
      await backend.stop();
      await databases.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function configure(folder: string) {
  const scripts = path.join(folder, 'scripts');
  await mkdir(scripts);
  await writeFile(path.join(scripts, 'hello.sh'), '#!/bin/bash\necho hello\n', {
    mode: 0o755,
  });
  await writeFile(
    path.join(scripts, 'catalog.yaml'),
    `apiVersion: idp-orchestrator/v1
scripts:
  hello:
    title: Hello
    description: Says it.
    script: hello.sh
    defaultAction: say
    risk: low
    supportsDryRun: false
    json: false
    parameters: {}
    actions: { say: { title: Say } }
`,
  );
  return {
    environment: 'development',
    keys: [{ id: 'test', secret: 'a key of tests, of 32 characters' }],
    scriptsDirectory: scripts,
    spoolDirectory: path.join(folder, 'spool'),
    environments: { development: {}, staging: {}, production: {} },
    services: [{ name: 'grafana', url: 'http://localhost:1' }],
  };
}

const quiet = defineFlow({
  id: 'quiet',
  title: 'Quiet',
  description: 'Waits for a moment.',
  risk: 'low',
  steps: [{ id: 'wait', uses: 'wait', with: { for: '1s' } }],
});

const risky = defineFlow({ ...quiet, id: 'risky', risk: 'critical' });

const asking = defineFlow({
  ...quiet,
  id: 'asking',
  steps: [{ id: 'ask', uses: 'approval', with: { message: 'May it go on?' } }],
});

const testFlows = createBackendModule({
  pluginId: 'idp-orchestrator',
  moduleId: 'test-flows',
  register(env) {
    env.registerInit({
      deps: { orchestrator: idpOrchestratorExtensionPoint },
      async init({ orchestrator }) {
        orchestrator.addFlow(quiet, risky, asking);
      },
    });
  },
});
