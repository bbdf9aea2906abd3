import { loaded } from '../loaded';

/**
 * Finds the token to send to an address: that of the environment, or that of
 * Backstage's own login. The latter goes to no other address than it is of.
 */
export async function findToken(
  url: string,
  instance?: string,
): Promise<string | undefined> {
  const token = process.env.IDP_ORCHESTRATOR_TOKEN;
  if (token) return token;
  const { readLogin } = loaded(await import('./backstageLogin'));
  const login = await readLogin(instance);
  if (!login || new URL(login.url).origin !== new URL(url).origin) {
    return undefined;
  }
  return login.getToken();
}
