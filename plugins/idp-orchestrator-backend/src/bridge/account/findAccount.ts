import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InputError } from '@backstage/errors';
import type { RunAs, ScriptAccount } from './ScriptAccount';

const run = promisify(execFile);

/**
 * Finds an account of this host by its name or number, wherever the host has
 * its accounts from.
 *
 * @throws InputError for a user or group that there is not
 */
export async function findAccount({
  user,
  group,
}: RunAs): Promise<Omit<ScriptAccount, 'setpriv'>> {
  const entry = await look('passwd', user);
  if (!entry) throw unknown('user', user);
  const [name, , uid, gid, , home] = entry;
  const own = { user: name, uid: Number(uid), gid: Number(gid), home };
  if (group === undefined) return own;
  const found = await look('group', group);
  if (!found) throw unknown('group', group);
  return { ...own, gid: Number(found[2]) };
}

/** Looks an entry up and gives its fields, as passwd(5) and group(5) have them. */
async function look(
  database: 'passwd' | 'group',
  name: string,
): Promise<string[] | undefined> {
  try {
    const { stdout } = await run('getent', [database, name]);
    return stdout.trim().split(':');
  } catch (error) {
    // 2: it has none of this name.
    if ((error as { code?: unknown }).code === 2) return undefined;
    throw error;
  }
}

function unknown(what: 'user' | 'group', name: string): InputError {
  return new InputError(
    `The configuration is not usable. idpOrchestrator.engine.runAs.${what}: this host has no ${what} ${name}; make one, for example by: ${what}add --system ${name}`,
  );
}
