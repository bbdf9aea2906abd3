import type { Cluster } from '@kubernetes/client-node';
import { parse } from 'yaml';
import { z } from 'zod';

/** The extension of a cluster that is meant for the program that gives credentials. */
const EXTENSION = 'client.authentication.k8s.io/exec';

const extended = z.object({
  clusters: z.array(
    z.object({
      name: z.string(),
      cluster: z.object({
        extensions: z
          .array(z.object({ name: z.string(), extension: z.unknown() }))
          .nullish(),
      }),
    }),
  ),
});

/** Describes a cluster to a program that asks for it (`provideClusterInfo`). */
export function clusterInfo(cluster: Cluster, kubeconfig: string): object {
  const { name, server, caData, skipTLSVerify, tlsServerName, proxyUrl } =
    cluster;
  const config = findConfig(name, kubeconfig);
  return {
    server,
    ...(tlsServerName && { 'tls-server-name': tlsServerName }),
    ...(skipTLSVerify && { 'insecure-skip-tls-verify': true }),
    ...(caData && { 'certificate-authority-data': caData }),
    ...(proxyUrl && { 'proxy-url': proxyUrl }),
    ...(config !== undefined && { config }),
  };
}

/** Finds what the library does not read. */
function findConfig(cluster: string, kubeconfig: string): unknown {
  const read = extended.safeParse(parse(kubeconfig));
  return read.data?.clusters
    .find(({ name }) => name === cluster)
    ?.cluster.extensions?.find(({ name }) => name === EXTENSION)?.extension;
}
