import { InputError } from '@backstage/errors';
import { findProgram } from '../supervisor/findProgram';
import { findAccount } from './findAccount';
import { probeAccount } from './probeAccount';
import type { AccountOptions, RunAs, ScriptAccount } from './ScriptAccount';
import { prepareSpool } from './shareFiles';

/**
 * Finds the account that scripts are to run under and tries it out, so that
 * what keeps scripts from running is told before there is one.
 *
 * @throws InputError saying what is missing, and what to do
 */
export async function prepareAccount(
  runAs: RunAs,
  options: AccountOptions,
): Promise<ScriptAccount> {
  if (process.platform !== 'linux') {
    throw refuse('scripts run under another account on Linux only');
  }
  const setpriv = await findProgram('setpriv', options.path);
  if (!setpriv) {
    throw refuse(
      'setpriv, which changes the account, is not on the PATH; install util-linux',
    );
  }
  const account = { ...(await findAccount(runAs)), setpriv };
  if (account.uid === 0) {
    throw refuse('root may do everything; name an account that may little');
  }
  if (account.uid === process.geteuid?.()) {
    throw refuse(
      `${account.user} is the account of this backend, and its scripts could read all that the backend can; name another one`,
    );
  }
  const { spoolDirectory } = options;
  await prepareSpool(spoolDirectory, account).catch(error => {
    throw refuse(
      `${spoolDirectory} cannot be given to the group of ${account.user} (${error.message}). Run the backend as root, or make it a member of that group`,
    );
  });
  const { problems, warnings } = await probeAccount(account, options);
  if (problems.length > 0) throw refuse(problems.join('; '));
  warnings.forEach(warning => options.logger.warn(warning));
  return account;
}

function refuse(because: string): InputError {
  return new InputError(
    `The configuration is not usable. idpOrchestrator.engine.runAs: ${because}`,
  );
}
