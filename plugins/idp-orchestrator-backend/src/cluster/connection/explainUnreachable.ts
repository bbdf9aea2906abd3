import { ServiceUnavailableError } from '@backstage/errors';
import { CredentialsError } from './credentials/ClusterAccount';

/** Says that there are no credentials, which no waiting for the cluster mends. */
export class NoCredentialsError extends ServiceUnavailableError {}

/** Explains why no answer came from the API of a cluster, and what to look at. */
export function explainUnreachable(
  server: string,
  error: Error & { code?: string },
): ServiceUnavailableError {
  if (error instanceof CredentialsError) {
    return new NoCredentialsError(
      `The credentials for the cluster at ${server} cannot be obtained: ${error.message}. Check the user of its context in the kubeconfig.`,
    );
  }
  const why = explain(error.code ?? '', new URL(server));
  return new ServiceUnavailableError(
    `The cluster at ${server} cannot be reached: ${why ?? `${error.message}.`}`,
  );
}

/** Explains that a server did not answer though it had time until its own limit, and then some. */
export function explainSilence(
  server: string,
  limitMs: number,
): ServiceUnavailableError {
  return new ServiceUnavailableError(
    `The cluster at ${server} cannot be reached: no answer within ${limitMs / 1_000} s. Is the address right, and does a firewall or proxy stand between?`,
  );
}

function explain(code: string, { host, hostname }: URL): string | undefined {
  switch (code) {
    case 'ECONNREFUSED':
      return `nothing listens at ${host} (connection refused). Does the API server run, and is the port right?`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the name ${hostname} is not known (DNS, ${code}). Is the address in the kubeconfig right?`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `the connection to ${host} was cut (${code}). Does the API server restart just now?`;
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `there is no way to ${host} (${code}). Is a VPN or a route missing?`;
    case 'CERT_HAS_EXPIRED':
      return `the certificate of ${host} has expired (TLS). It has to be renewed there.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `the certificate of ${host} is for another name (TLS). Use a name that it is for, or tls-server-name in the kubeconfig.`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_SIGNATURE_FAILURE':
      return `the certificate of ${host} is signed by nobody that is trusted (TLS, ${code}). Put the certificate of its authority into the kubeconfig (certificate-authority-data).`;
    default:
      if (/^(EPROTO|ERR_SSL|ERR_TLS|ERR_OSSL|HPE_)/.test(code)) {
        return `${host} does not speak TLS as expected (${code}). Is it https, and is the client certificate in the kubeconfig a good one?`;
      }
      return undefined;
  }
}
