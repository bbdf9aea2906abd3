import { CliError } from '../CliError';
import { loaded } from '../loaded';

/** The login of Backstage's own command line, which keeps and renews it. */
export interface BackstageLogin {
  url: string;
  getToken(): Promise<string>;
}

/**
 * Reads the login that `backstage-cli auth login` made, of the instance that is
 * named or else selected; undefined where there is none.
 *
 * @throws CliError where the instance that is named is not there
 */
export async function readLogin(
  instance?: string,
): Promise<BackstageLogin | undefined> {
  const { CliAuth } = loaded(await import('@backstage/cli-node'));
  try {
    const auth = await CliAuth.create({ instanceName: instance });
    return { url: auth.getBaseUrl(), getToken: () => renew(auth) };
  } catch (error) {
    if (instance === undefined) return undefined;
    throw new CliError(
      `${(error as Error).message}. Expected an instance of: backstage-cli auth list`,
    );
  }
}

async function renew(auth: {
  getAccessToken(): Promise<string>;
}): Promise<string> {
  try {
    return await auth.getAccessToken();
  } catch (error) {
    throw new CliError(
      `The login of Backstage cannot be used: ${(error as Error).message}. Log in again by: backstage-cli auth login`,
      'forbidden',
    );
  }
}
