import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  idpOrchestratorPermissions,
  type FlowDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  idpOrchestratorExtensionPoint,
  type StepType,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  authorizeOrchestrator,
  createChildRuns,
  createOrchestrator,
  createRouter,
  RunFeeds,
} from './api';
import { createMask, createScriptBridge, identifySpool } from './bridge';
import { readConfig } from './config';
import {
  createDatabaseRunStore,
  createHealthHistory,
  createWorkerRegistry,
  isSqlite,
  openDatabase,
  openReplicas,
} from './database';
import {
  createDispatcher,
  identifyHost,
  identifyWorker,
  WorkerPresence,
} from './dispatch';
import {
  createAttemptPlace,
  LeaseKeeper,
  Retention,
  RunNotifier,
  RunWorker,
  scheduleRetention,
  systemClock,
} from './engine';
import type { AnyStepType } from './engine/EngineStepContext';
import { bootstrapPlatform, FlowCatalog, FlowFolder } from './flows';
import {
  createHealth,
  notifyOfCritical,
  publishChanges,
  scheduleHealthWatch,
} from './health';
import type { ServiceInventory } from './platform';
import type { Cluster } from './ports';
import {
  createApprovalStep,
  createFlowStep,
  createHealthStep,
  createHttpStep,
  createScriptStep,
  createWaitStep,
} from './steps';

/** There is none yet that could be asked. */
const noCluster: Pick<Cluster, 'whyAbsent' | 'findWorkloads' | 'countNodes'> = {
  whyAbsent: environment => `${environment} has no cluster`,
  findWorkloads: async () => [],
  countNodes: async () => ({ nodes: 0, ready: 0, notReady: [], cordoned: [] }),
};

/** Composition root: names every service, builds every object, decides nothing. */
export const idpOrchestratorPlugin = createBackendPlugin({
  pluginId: 'idp-orchestrator',
  register(env) {
    const addedFlows: FlowDefinition[] = [];
    const addedStepTypes: StepType[] = [];
    env.registerExtensionPoint(idpOrchestratorExtensionPoint, {
      addFlow: (...flows) => addedFlows.push(...flows),
      addStepType: stepType => addedStepTypes.push(stepType as StepType),
    });

    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        const { logger, lifecycle } = services;
        const config = readConfig(services.config, process.env);
        const clock = systemClock;
        const host = identifyHost(config.hostName);
        const worker = identifyWorker(host);
        const spoolId = await identifySpool(config.spoolDirectory);
        const place = createAttemptPlace({ ...config, host, spoolId });
        const knex = await openDatabase(services.database);
        const self = { ...config, clock, host, worker, logger };
        const presence = new WorkerPresence({
          ...self,
          registry: createWorkerRegistry(knex),
          alone: isSqlite(knex),
        });
        await presence.start();
        const replicas = openReplicas(knex, {
          ...self,
          onAbsent: () => leases.renewNow(),
        });
        const notifier = new RunNotifier(replicas?.relay);
        const store = createDatabaseRunStore(knex, clock, {
          labels: config.labels,
          host: place.host,
        });
        const bridge = createScriptBridge({
          ...config,
          catalogPath: config.scriptCatalog,
          processEnvironment: process.env,
        });
        const stepTypes = new Map<string, AnyStepType>();
        const engine = { store, clock, worker, host, notifier, logger };
        const leases = new LeaseKeeper(engine);
        const runWorker = new RunWorker({
          ...engine,
          stepTypes,
          bridge,
          leases,
          place,
        });
        const flows = new FlowCatalog(
          [bootstrapPlatform, ...addedFlows],
          bridge.catalog,
          {
            files: config.flowsDirectory
              ? new FlowFolder(config.flowsDirectory)
              : undefined,
            stepTypes,
            logger,
          },
        );
        const history = createHealthHistory(knex);
        const inventory: ServiceInventory = {
          list: async environment =>
            config.services.map(service => ({ ...service, environment })),
        };
        const { health, healthFeeds, healthWatch } = createHealth({
          ...engine,
          bridge,
          catalog: bridge.catalog,
          cluster: noCluster,
          inventory,
          history,
          historyMs: config.healthHistoryMs,
          environments: Object.keys(config.environments),
          metrics: { observed: () => {} },
          tell: [
            publishChanges(services.events),
            notifyOfCritical(services.notifications),
          ],
        });
        const dispatcher = createDispatcher({ ...engine, ...config, replicas });
        const starter = {
          ...engine,
          stepTypes,
          dispatcher,
          flows,
          environments: {
            known: Object.keys(config.environments),
            fallback: config.environment,
          },
          runsUrl: config.runsUrl,
        };
        for (const stepType of [
          createScriptStep(bridge),
          createWaitStep(clock),
          createApprovalStep(clock),
          createFlowStep(createChildRuns(starter)),
          createHealthStep({
            listServices: async environment =>
              (await inventory.list(environment)).map(({ name }) => name),
            check: (environment, names) =>
              health.check({ environment, refresh: true, services: names }),
          }),
          createHttpStep({ ...config, createMask }),
          ...addedStepTypes,
        ]) {
          stepTypes.set(stepType.uses, stepType as AnyStepType);
        }
        const orchestrator = createOrchestrator({
          ...starter,
          feeds: new RunFeeds(engine),
          health,
          healthFeeds,
          history,
          inventory,
        });

        const retention = new Retention({ ...engine, ...config, bridge });
        await scheduleRetention(services.scheduler, retention);
        await scheduleHealthWatch(
          services.scheduler,
          healthWatch,
          config.healthWatchMs,
        );

        if (config.role !== 'worker') {
          services.permissionsRegistry.addPermissions(
            idpOrchestratorPermissions,
          );
          services.httpRouter.use(
            createRouter({
              ...services,
              orchestrator: authorizeOrchestrator(
                orchestrator,
                services.permissions,
              ),
            }),
          );
        }
        lifecycle.addStartupHook(async () => {
          await replicas?.session.start();
          if (config.role !== 'api') {
            leases.start();
            dispatcher.start((runId, signal) => runWorker.work(runId, signal));
          }
          // So that what is wrong with a flow is in the log before anybody asks.
          await flows.list();
        });
        lifecycle.addShutdownHook(async () => {
          await dispatcher.stop();
          await leases.stop();
          await replicas?.session.stop();
          await presence.stop();
        });
      },
    });
  },
});
