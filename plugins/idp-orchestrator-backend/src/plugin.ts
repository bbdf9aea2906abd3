import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  idpOrchestratorExtensionPoint,
  type StepType,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  authorizeOrchestrator,
  recordOrchestrator,
  registerPermissions,
} from './access';
import { AuditLog } from './audit';
import { createMask, createScriptBridge, identifySpool } from './bridge';
import { composeAgents } from './compose/agentActions';
import { composePlatform } from './compose/platform';
import { composeTelemetry } from './compose/telemetry';
import { composeOutbox } from './compose/outbox';
import { composeUpkeep } from './compose/upkeep';
import { readConfig } from './config/readConfig';
import {
  DatabaseProbe,
  createAgentRecord,
  createDatabaseAuditStore,
  createDatabaseRunStore,
  createHealthHistory,
  createRunQueue,
  createRunStatistics,
  createSharedSecrets,
  createWorkerRegistry,
  isSqlite,
  openDatabase,
  openReplicas,
} from './database';
import {
  createDispatcher,
  identifyHost,
  identifyWorker,
  WorkerHeartbeat,
} from './dispatch';
import {
  createAttemptPlace,
  LeaseKeeper,
  RunNotifier,
  RunWorker,
  systemClock,
} from './engine';
import type { AnyStepType } from './engine/EngineStepContext';
import { bootstrapPlatform, FlowCatalog, FlowFolder } from './flows';
import { createChildRuns, createOrchestrator, RunFeeds } from './operations';
import { createRouter, limitRequests } from './rest';
import {
  createApprovalStep,
  createFlowStep,
  createHttpStep,
  createScriptStep,
  createWaitStep,
} from './steps';
import { mountWindmill } from './windmill';

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
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        pluginMetadata: coreServices.pluginMetadata,
        rootHttpRouter: coreServices.rootHttpRouter,
        rootLifecycle: coreServices.rootLifecycle,
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
        const self = { ...config, clock, host, worker, logger, knex };
        const workers = createWorkerRegistry(knex);
        const secrets = createSharedSecrets(knex);
        const presence = new WorkerHeartbeat({
          ...self,
          registry: workers,
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
        const engine = { store, clock, worker, host, notifier, logger };
        const news = await composeOutbox({ ...services, ...self, notifier });
        const feeds = new RunFeeds(engine);
        const telemetry = composeTelemetry({
          ...services,
          ...self,
          notifier,
          feeds,
          queue: createRunQueue(knex),
        });
        const bridge = createScriptBridge({
          ...config,
          ...telemetry,
          catalogPath: config.scriptCatalog,
          processEnvironment: process.env,
        });
        const stepTypes = new Map<string, AnyStepType>();
        const leases = new LeaseKeeper(engine);
        const runWorker = new RunWorker({
          ...engine,
          stepTypes,
          bridge,
          leases,
          place,
        });
        const history = createHealthHistory(knex);
        const platform = composePlatform({
          ...engine,
          ...news,
          config,
          services,
          bridge,
          history,
          database: new DatabaseProbe(knex, clock),
        });
        const flows = new FlowCatalog(
          [bootstrapPlatform, ...addedFlows],
          bridge.catalog,
          {
            makers: [platform.operations],
            files: config.flowsDirectory
              ? new FlowFolder(config.flowsDirectory)
              : undefined,
            stepTypes,
            logger,
          },
        );
        const statistics = createRunStatistics(knex);
        const auditStore = createDatabaseAuditStore(knex);
        const auditLog = new AuditLog({
          ...services,
          clock,
          store: auditStore,
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
          createHttpStep({ ...config, createMask }),
          ...platform.steps,
          ...addedStepTypes,
        ]) {
          stepTypes.set(stepType.uses, stepType as AnyStepType);
        }
        const orchestrator = createOrchestrator({
          ...starter,
          ...news,
          feeds,
          ...platform,
          history,
          auditStore,
          statistics,
          surroundings: config.environments,
          createMask,
          mask: createMask(Object.values(config.secrets)),
        });

        await composeUpkeep({
          ...services,
          ...self,
          ...platform,
          store,
          bridge,
          statistics,
          auditLog,
        });

        if (config.role !== 'worker') {
          const { permissionsRegistry } = services;
          registerPermissions(permissionsRegistry, { ...starter, ...platform });
          const agents = await composeAgents({
            ...starter,
            services,
            config,
            record: createAgentRecord(knex),
            scripts: bridge.catalog,
          });
          const guarded = agents.guard(orchestrator);
          const authorized = authorizeOrchestrator(guarded, {
            ...services,
            ...starter,
            ...platform,
          });
          const recorded = recordOrchestrator(authorized, {
            ...starter,
            auditLog,
          });
          services.httpRouter.addAuthPolicy({
            path: '/v1/openapi.yaml',
            allow: 'unauthenticated',
          });
          services.httpRouter.use(
            createRouter({
              ...services,
              ...config,
              ...agents,
              orchestrator: recorded,
            }),
          );
          await agents.registerActions({ orchestrator, recorded });
          if (config.windmill.enabled) {
            await mountWindmill({
              ...services,
              ...starter,
              ...config.windmill,
              orchestrator: recorded,
              workers,
              secrets,
              createCaller: agents.createCaller,
              limit: limitRequests({ ...services, ...config }),
            });
          }
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
