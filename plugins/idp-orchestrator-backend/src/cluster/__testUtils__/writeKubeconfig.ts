import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Writes a kubeconfig for a server without TLS and without accounts; returns where it is. */
export async function writeKubeconfig(
  folder: string,
  server: string,
): Promise<string> {
  const kubeconfig = path.join(folder, 'config');
  const cluster = { server, 'insecure-skip-tls-verify': true };
  const content = {
    clusters: [{ name: 'c', cluster }],
    users: [{ name: 'u', user: {} }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  };
  await writeFile(kubeconfig, JSON.stringify(content));
  return kubeconfig;
}
