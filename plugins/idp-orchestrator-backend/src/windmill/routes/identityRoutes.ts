import type { Router } from 'express';
import { z } from 'zod';
import { userOf } from '../answers/resultOf';
import { readObject } from '../calls/readArguments';
import { readCaller } from '../calls/readCaller';
import { readChecked } from '../calls/readQuery';
import type { WindmillOptions } from '../WindmillOptions';

const existsSchema = z.object({ id: z.string('the id of a workspace') });

/** Adds the routes that tell who the caller is, and the one workspace. */
export function addIdentityRoutes(
  router: Router,
  options: WindmillOptions,
): void {
  const { workspace } = options;

  router.get('/w/:workspace/users/whoami', async (req, res) => {
    const caller = await readCaller(req, options);
    const user = userOf(caller.initiator);
    const groups = (await caller.listRefs()).filter(ref => ref !== user);
    res.json({
      email: user,
      username: user,
      // What one may is asked of Backstage for each thing that is done.
      is_admin: false,
      is_super_admin: false,
      operator: false,
      disabled: false,
      // Not known here.
      created_at: new Date(0).toISOString(),
      groups,
      folders: ['idp'],
      folders_read: ['idp'],
      folders_owners: [],
      is_service_account: caller.initiator.kind === 'service',
    });
  });

  router.get('/users/whoami', async (req, res) => {
    const { initiator } = await readCaller(req, options);
    const isService = initiator.kind === 'service';
    const user = userOf(initiator);
    res.json({
      email: user,
      username: user,
      login_type: isService ? 'service_account' : 'password',
      role_source: isService ? 'service_account' : 'manual',
      super_admin: false,
      verified: true,
      first_time_user: false,
      disabled: false,
      ...(isService && { workspace_id: workspace }),
    });
  });

  router.post('/workspaces/exists', async (req, res) => {
    await readCaller(req, options);
    const { id } = readChecked(existsSchema, readObject(req), 'The body');
    res.json(id === workspace);
  });

  router.get('/workspaces/list', async (req, res) => {
    await readCaller(req, options);
    res.json([{ id: workspace, name: workspace, owner: 'idp-orchestrator' }]);
  });
}
