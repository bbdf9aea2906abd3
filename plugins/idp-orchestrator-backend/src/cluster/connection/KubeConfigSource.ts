import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Cluster, KubeConfig } from '@kubernetes/client-node';
import type { ClusterAccess } from '../ClusterAccess';

/**
 * Reads how a cluster is reached, when it is needed: a file that is wrong hurts
 * its own environment only, and one that was mended is taken without a restart.
 */
export class KubeConfigSource {
  #read?: { version: string; kubeConfig: KubeConfig };

  constructor(
    private readonly environment: string,
    private readonly access: ClusterAccess,
  ) {}

  /**
   * Reads the configuration, or returns what was read when it has not changed.
   *
   * @throws ServiceUnavailableError saying what is wrong with it
   */
  async get(): Promise<KubeConfig> {
    try {
      const version = await this.#version();
      // What it has obtained from other programs (tokens) is kept with it.
      if (this.#read?.version !== version) {
        this.#read = { version, kubeConfig: await this.#load() };
      }
      return this.#read.kubeConfig;
    } catch (error) {
      throw new ServiceUnavailableError(
        `The cluster of ${this.environment} cannot be used: ${this.#what()} ${explain(error as Error)}. See idpOrchestrator.environments.${this.environment}.kubernetes.`,
      );
    }
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

  async #load(): Promise<KubeConfig> {
    const kubeConfig = createKubeConfig();
    if ('kubeconfig' in this.access) {
      const { kubeconfig, context } = this.access;
      kubeConfig.loadFromString(await readFile(kubeconfig, 'utf8'));
      kubeConfig.makePathsAbsolute(path.dirname(kubeconfig));
      if (context !== undefined) kubeConfig.setCurrentContext(context);
      checkContext(kubeConfig);
    } else {
      if (!process.env.KUBERNETES_SERVICE_HOST) {
        throw new Error(
          'is set, but this process runs in no pod (KUBERNETES_SERVICE_HOST is missing)',
        );
      }
      kubeConfig.loadFromCluster();
    }
    return kubeConfig;
  }
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

function checkContext(kubeConfig: KubeConfig): void {
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
  if (!kubeConfig.getCurrentUser()) {
    throw new Error(
      `has no user ${context.user}, which its context ${name} names`,
    );
  }
  checkAddress(cluster);
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

function explain({ message, ...error }: Error & { code?: string }): string {
  if (error.code === 'ENOENT') return 'does not exist';
  if (error.code === 'EACCES') return 'may not be read by this process';
  if (error.code === 'EISDIR') return 'is a folder';
  // What follows in other lines is a piece of the file, with what is secret in it.
  const [first] = message.split('\n');
  return /^(has|is) /.test(first) ? first : `is not usable: ${first}`;
}
