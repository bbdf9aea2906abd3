import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { RolesPolicy } from './RolesPolicy';

it('allows other plugins nothing to whoever did not sign in', async () => {
  const policy = new RolesPolicy({ decide: () => undefined }, 'allow');
  const permission = createPermission({
    name: 'catalog.entity.create',
    attributes: {},
  });
  expect(await policy.handle({ permission })).toEqual({
    result: AuthorizeResult.DENY,
  });
});
