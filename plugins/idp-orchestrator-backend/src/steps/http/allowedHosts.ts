import { FatalStepError } from '@idp/backstage-plugin-idp-orchestrator-node';

const KEY = 'idpOrchestrator.http.allowedHosts';

/**
 * Requires that an operator listed the host: who can start a flow can often
 * choose a part of its addresses, and the backend reaches what they cannot.
 *
 * @throws FatalStepError naming the configuration key
 */
export function requireAllowedHost(url: URL, allowed: string[]): void {
  if (allowed.some(entry => isHost(url, entry.toLowerCase()))) return;
  throw new FatalStepError(
    `Requests to ${url.host} are not allowed: list it in ${KEY} (${
      allowed.length > 0 ? `allowed: ${allowed.join(', ')}` : 'no host is'
    })`,
  );
}

/**
 * Tells whether an entry names a host. Without a port it is the default one of
 * the scheme; `*.` stands for every host below.
 */
function isHost({ host }: URL, entry: string): boolean {
  return entry.startsWith('*.')
    ? host.endsWith(entry.slice(1))
    : host === entry;
}
