import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { Caller } from './Orchestrator';

/** Asks Backstage's permission policy, and says what is missing by its name. */
export class PermissionGate {
  constructor(private readonly permissions: PermissionsService) {}

  /** @throws NotAllowedError naming the permission */
  async require(caller: Caller, permission: BasicPermission): Promise<void> {
    const [missing] = await this.listMissing(caller, permission);
    if (missing) throw new NotAllowedError(refusalFor(missing));
  }

  async listMissing(
    caller: Caller,
    ...wanted: BasicPermission[]
  ): Promise<BasicPermission[]> {
    const decisions = await this.permissions.authorize(
      wanted.map(permission => ({ permission })),
      { credentials: caller.credentials },
    );
    return wanted.filter(
      (_, index) => decisions[index].result !== AuthorizeResult.ALLOW,
    );
  }
}

/** What a caller without this permission is told. */
export function refusalFor(permission: BasicPermission): string {
  return `This needs the permission ${permission.name}, which you do not have. Ask an administrator of this Backstage.`;
}
