import http, { type IncomingMessage } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';

/** Says that what the kubeconfig names to obtain credentials did not give any. */
export class CredentialsError extends Error {
  override name = 'CredentialsError';
}

/** A request to the API of a cluster. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The path, for example `/apis/apps/v1/namespaces/x/deployments`. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: { type: string; content: unknown };
}

/** Sends a request with the credentials of the kubeconfig; resolves with the head of the answer. */
export async function sendRequest(
  kubeConfig: KubeConfig,
  { method, path, query = {}, body }: ApiRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL(`${serverOf(kubeConfig)}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  // JSON is YAML too, which is what server-side apply is named after.
  const content = body && JSON.stringify(body.content);
  const options: RequestOptions = {
    method,
    signal,
    headers: {
      accept: 'application/json',
      'user-agent': 'idp-orchestrator',
      ...(content !== undefined && {
        'content-type': body?.type,
        'content-length': Buffer.byteLength(content),
      }),
    },
  };
  await kubeConfig.applyToHTTPSOptions(options).catch(error => {
    throw new CredentialsError(String((error as Error).message).trim());
  });
  const { request } = url.protocol === 'http:' ? http : https;
  return new Promise((resolve, reject) => {
    request(url, options, resolve).once('error', reject).end(content);
  });
}

/** Tells where the API of the cluster is, for example `https://10.0.0.1:6443`. */
export function serverOf(kubeConfig: KubeConfig): string {
  return kubeConfig.getCurrentCluster()?.server ?? '';
}
