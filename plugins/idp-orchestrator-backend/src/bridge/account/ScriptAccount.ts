import type { LoggerService } from '@backstage/backend-plugin-api';

/** The account that scripts are to run under, as it is configured. */
export interface RunAs {
  user: string;
  /** The user's own group when absent. */
  group?: string;
}

export interface AccountOptions {
  spoolDirectory: string;
  /** The folders of scripts, which the account has to reach. */
  scriptsDirectories: string[];
  /** The PATH of the backend. */
  path: string | undefined;
  logger: LoggerService;
}

/** The account of the host that scripts run under, where it is not the backend's own. */
export interface ScriptAccount {
  /** Its name. */
  user: string;
  uid: number;
  gid: number;
  home: string;
  /** The path of `setpriv`, which changes the account. */
  setpriv: string;
}

/**
 * Makes the command that runs another one under the account: with no other
 * groups, no capabilities, and no way to get more rights than that.
 */
export function runUnder(account: ScriptAccount, command: string[]): string[] {
  return [
    account.setpriv,
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    '--no-new-privs',
    '--inh-caps=-all',
    '--ambient-caps=-all',
    '--',
    ...command,
  ];
}

/** Makes the variables that say whose process it is. */
export function environmentOf({
  user,
  home,
}: ScriptAccount): Record<string, string> {
  return { HOME: home, USER: user, LOGNAME: user };
}
