import { FatalStepError } from '@idp/backstage-plugin-idp-orchestrator-node';
import { requireAllowedHost } from './allowedHosts';
import type { HttpInput } from './httpInput';
import type { HttpRequest } from './sendRequest';

export interface RequestRules {
  allowedHosts: string[];
  /** The secrets, by the names that flows write. */
  secrets: Record<string, string>;
}

/**
 * Makes the request that an input asks for, and lists the secrets in it.
 *
 * @throws FatalStepError when its host or a secret is not configured
 */
export function prepareRequest(
  input: HttpInput,
  rules: RequestRules,
): { request: HttpRequest; secrets: string[] } {
  const { method, json, text } = input;
  const url = new URL(input.url);
  requireAllowedHost(url, rules.allowedHosts);
  const headers = new Headers(input.headers);
  if (json !== undefined && !headers.has('content-type')) {
    headers.set('content-type', 'application/json');
  }
  const secrets = Object.entries(input.headersFromSecrets).map(
    ([header, name]) => addSecret(headers, { header, name }, rules),
  );
  const body = json === undefined ? text : JSON.stringify(json);
  return { request: { method, url, headers, body }, secrets };
}

function addSecret(
  headers: Headers,
  { header, name }: { header: string; name: string },
  { secrets }: RequestRules,
): string {
  if (!Object.hasOwn(secrets, name)) {
    throw new FatalStepError(
      `headersFromSecrets.${header}: there is no secret ${name} in idpOrchestrator.secrets`,
    );
  }
  try {
    headers.set(header, secrets[name]);
  } catch {
    // The reason that is thrown quotes the secret.
    throw new FatalStepError(
      `headersFromSecrets.${header}: the secret ${name} is not one line of Latin letters, so no header can hold it`,
    );
  }
  return secrets[name];
}
