import { FatalStepError } from '@idp/backstage-plugin-idp-orchestrator-node';
import { isListedHost } from '../../addresses';

const KEY = 'idpOrchestrator.http.allowedHosts';

/**
 * Requires that an operator listed the host: who can start a flow can often
 * choose a part of its addresses, and the backend reaches what they cannot.
 *
 * @throws FatalStepError naming the configuration key
 */
export function requireAllowedHost(url: URL, allowed: string[]): void {
  if (isListedHost(url, allowed)) return;
  throw new FatalStepError(
    `Requests to ${url.host} are not allowed: list it in ${KEY} (${
      allowed.length > 0 ? `allowed: ${allowed.join(', ')}` : 'no host is'
    })`,
  );
}
