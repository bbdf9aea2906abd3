import { FatalStepError } from '@idp/backstage-plugin-idp-orchestrator-node';

const KEY = 'idpOrchestrator.http.allowedHosts';

/**
 * Who can start a flow can often choose a part of its addresses, and the
 * backend reaches what they cannot: so only hosts that an operator listed.
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

/** Without a port the default one of its scheme; `*.` stands for every host below. */
function isHost({ host }: URL, entry: string): boolean {
  return entry.startsWith('*.')
    ? host.endsWith(entry.slice(1))
    : host === entry;
}
