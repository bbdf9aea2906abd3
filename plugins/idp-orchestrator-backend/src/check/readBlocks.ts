import type { Config } from '@backstage/config';
import {
  readAgentsConfig,
  readApiConfig,
  readAuditConfig,
  readEngineConfig,
  readEnvironmentsConfig,
  readFoldersConfig,
  readHealthConfig,
  readHttpConfig,
  readRetentionConfig,
  readWebhooksConfig,
  readWindmillConfig,
  readWindowsConfig,
} from '../config/blocks';
import { readKeysConfig, readSecretsConfig } from '../config/secrets';
import { readServicesConfig } from '../config/services/readServicesConfig';
import { ConfigProblemsError } from '../config/values';
import { remedyOf, remedyOfProblem } from './Finding';

/** A problem of a key of the configuration. */
export interface KeyProblem {
  key: string;
  message: string;
  remedy: string;
}

/** The blocks that could be read, and what is wrong with the others. */
export type ReadBlocks = ReturnType<typeof readBlocks>;

/** Reads each block of the configuration by itself, so that all mistakes are told at once. */
export function readBlocks(root: Config, environment: NodeJS.ProcessEnv) {
  const config = root.getOptionalConfig('idpOrchestrator');
  const problems: KeyProblem[] = [];
  const attempt = <T>(key: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      problems.push(...problemsIn(error as Error, key));
      return undefined;
    }
  };
  const environments = attempt('idpOrchestrator.environments', () =>
    readEnvironmentsConfig(config, environment),
  );
  const named = config?.getOptionalConfig('environments')?.keys() ?? [];
  const known = environments?.known ?? named;
  const blocks = {
    environments,
    folders: attempt('idpOrchestrator', () =>
      readFoldersConfig(config, environment),
    ),
    secrets: attempt('idpOrchestrator.secrets', () =>
      readSecretsConfig(config),
    ),
    http: attempt('idpOrchestrator.http', () => readHttpConfig(config)),
    services: attempt('idpOrchestrator.services', () =>
      readServicesConfig(config, known),
    ),
    windows: attempt('idpOrchestrator.windows', () =>
      readWindowsConfig(config, known),
    ),
  };
  attempt('idpOrchestrator.keys', () => readKeysConfig(root));
  attempt('idpOrchestrator.health', () => readHealthConfig(config));
  attempt('idpOrchestrator.engine', () => readEngineConfig(config));
  attempt('idpOrchestrator.retention', () => readRetentionConfig(config));
  attempt('idpOrchestrator.api', () => readApiConfig(config));
  attempt('idpOrchestrator.audit', () => readAuditConfig(config));
  attempt('idpOrchestrator.agents', () => readAgentsConfig(config, known));
  attempt('idpOrchestrator.windmill', () => readWindmillConfig(config));
  attempt('idpOrchestrator.webhooks', () => readWebhooksConfig(config));
  attempt('app.baseUrl', () => root.getString('app.baseUrl'));
  return { ...blocks, problems };
}

function problemsIn(error: Error, key: string): KeyProblem[] {
  if (error instanceof ConfigProblemsError) {
    return error.problems.map(problem => ({
      key: problem.path,
      message: `${problem.path}: expected ${problem.expected}, got ${problem.got}`,
      remedy: remedyOfProblem(problem),
    }));
  }
  const { message } = error;
  const named = /^idpOrchestrator(?:\.[\w-]+)*/.exec(message)?.[0] ?? key;
  return [{ key: named, message, remedy: remedyOf(message) }];
}
