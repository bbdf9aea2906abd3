import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Cluster, KubeConfig, User } from '@kubernetes/client-node';
import { explainUnreadable } from '../../problems/explainUnreadable';
import type { ClusterAccess } from '../ClusterAccess';
import { ClusterAccount } from './credentials/ClusterAccount';
import { clusterInfo } from './credentials/clusterInfo';
import { readExecProgram } from './credentials/ExecProgram';
import type { ExecPrograms } from './credentials/ExecPrograms';

/**
 * Reads how a cluster is reached, when it is needed: a file that is wrong hurts
 * its own environment only, and one that was mended is taken without a restart.
 */
export class KubeConfigSource {
  #read?: { version: string; account: ClusterAccount };

  constructor(
    private readonly environment: string,
    private readonly access: ClusterAccess,
    private readonly programs: ExecPrograms,
  ) {}

  /**
   * Reads the configuration, or returns what was read when it has not changed.
   *
   * @throws ServiceUnavailableError saying what is wrong with it
   */
  async get(): Promise<ClusterAccount> {
    try {
      const version = await this.#version();
      // Its connections are kept with it.
      if (this.#read?.version !== version) {
        this.#read = { version, account: await this.#load() };
      }
      return this.#read.account;
    } catch (error) {
      throw new ServiceUnavailableError(
        `The cluster of ${this.environment} cannot be used: ${this.#what()} ${explain(error as Error)}. See idpOrchestrator.environments.${this.environment}.kubernetes.`,
      );
    }
  }

  /** Describes what the credentials are waited for, if they are. */
  pendingReason(): string | undefined {
    return this.#read?.account.pendingReason();
  }

  #what(): string {
    return 'kubeconfig' in this.access
      ? `kubeconfig ${this.access.kubeconfig}`
      : 'inCluster';
  }

  async #version(): Promise<string> {
    if (!('kubeconfig' in this.access)) return 'in-cluster';
    const { mtimeMs, size } = await stat(this.access.kubeconfig);
    return `${mtimeMs}-${size}`;
  }

  async #load(): Promise<ClusterAccount> {
    const kubeConfig = createKubeConfig();
    if ('kubeconfig' in this.access) {
      return this.#loadFile(kubeConfig, this.access);
    }
    if (!process.env.KUBERNETES_SERVICE_HOST) {
      throw new Error(
        'is set, but this process runs in no pod (KUBERNETES_SERVICE_HOST is missing)',
      );
    }
    kubeConfig.loadFromCluster();
    return new ClusterAccount(kubeConfig);
  }

  async #loadFile(
    kubeConfig: KubeConfig,
    { kubeconfig, context }: { kubeconfig: string; context?: string },
  ): Promise<ClusterAccount> {
    const text = await readFile(kubeconfig, 'utf8');
    const folder = path.dirname(kubeconfig);
    kubeConfig.loadFromString(text);
    kubeConfig.makePathsAbsolute(folder);
    if (context !== undefined) kubeConfig.setCurrentContext(context);
    const { user, cluster } = checkContext(kubeConfig);
    const exec = takeExec(kubeConfig, user);
    if (!exec) return new ClusterAccount(kubeConfig);
    const program = readExecProgram(exec, {
      user: user.name,
      folder,
      cluster: clusterInfo(cluster, text),
    });
    return new ClusterAccount(kubeConfig, this.programs.find(program));
  }
}

/** Takes the program of a user away from the library, whose runs of it have no limit and are not shared. */
function takeExec(kubeConfig: KubeConfig, user: User): unknown {
  const ofProvider = user.authProvider?.config?.exec;
  const exec: unknown = user.exec ?? ofProvider;
  if (!exec) return undefined;
  const { exec: _, authProvider, ...rest } = user;
  const without = { ...rest, ...(!ofProvider && { authProvider }) };
  kubeConfig.users = kubeConfig.users.map(one =>
    one === user ? without : one,
  );
  return exec;
}

/**
 * Loads the library when it is needed: its thousand files take most of a
 * second, which who has no cluster need not spend.
 */
function createKubeConfig(): KubeConfig {
  // Jest knows no dynamic import.
  const library = require('@kubernetes/client-node') as {
    KubeConfig: new () => KubeConfig;
  };
  return new library.KubeConfig();
}

function checkContext(kubeConfig: KubeConfig): {
  user: User;
  cluster: Cluster;
} {
  const name = kubeConfig.getCurrentContext();
  const known = kubeConfig.getContexts().map(context => context.name);
  const choices = `its contexts are ${known.join(', ') || 'none'}`;
  if (!name) throw new Error(`has no current context; ${choices}`);
  const context = kubeConfig.getContextObject(name);
  if (!context) throw new Error(`has no context ${name}; ${choices}`);
  const cluster = kubeConfig.getCurrentCluster();
  if (!cluster) {
    throw new Error(
      `has no cluster ${context.cluster}, which its context ${name} names`,
    );
  }
  const user = kubeConfig.getCurrentUser();
  if (!user) {
    throw new Error(
      `has no user ${context.user}, which its context ${name} names`,
    );
  }
  checkAddress(cluster);
  return { user, cluster };
}

function checkAddress({ server, skipTLSVerify }: Cluster): void {
  if (!/^https?:$/.test(URL.parse(server)?.protocol ?? '')) {
    throw new Error(`has no address of an API server, but "${server}"`);
  }
  if (server.startsWith('http:') && !skipTLSVerify) {
    throw new Error(
      `has an address without TLS, ${server}: use https, or insecure-skip-tls-verify where it is to be so`,
    );
  }
}

function explain(error: Error): string {
  if ('syscall' in error) return explainUnreadable(error);
  const { message } = error;
  // What follows in other lines is a piece of the file, with what is secret in it.
  const [first] = message.split('\n');
  return /^(has|is) /.test(first) ? first : `is not usable: ${first}`;
}
