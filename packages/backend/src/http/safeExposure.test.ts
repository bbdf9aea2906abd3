import { mockServices } from '@backstage/backend-test-utils';
import { requireSafeExposure } from './safeExposure';

const OWN = 'a-secret-that-somebody-chose';
const LOCAL = 'idp-local-Zm9yIHRoaXMgY2hlY2tvdXQgb25seQ';

interface Setup {
  listen?: unknown;
  token?: string;
  admins?: string[];
  viewers?: string[];
  guest?: object;
  nodeEnv?: string;
}

/** The example's configuration, as far as it matters here. */
function check(setup: Setup) {
  const {
    listen = { host: '0.0.0.0', port: 7007 },
    token = OWN,
    admins = ['user:default/guest', 'group:default/platform-admins'],
    viewers = [],
    guest = { dangerouslyAllowOutsideDevelopment: true },
    nodeEnv = 'production',
  } = setup;
  const config = mockServices.rootConfig({
    data: {
      backend: {
        listen,
        auth: {
          externalAccess: [
            { type: 'static', options: { token, subject: 'idp-api' } },
          ],
        },
      },
      auth: {
        providers: { guest: { userEntityRef: 'user:default/guest', ...guest } },
      },
      permission: {
        idpOrchestrator: {
          roles: { admin: { members: admins }, viewer: { members: viewers } },
        },
      },
    } as object as never,
  });
  return () => requireSafeExposure(config, nodeEnv);
}

describe('A backend with what is meant for trying it out', () => {
  it.each([
    { host: '127.0.0.1' },
    { host: '127.8.0.1' },
    { host: '::1' },
    { host: 'localhost' },
    '127.0.0.1:7007',
  ])('may listen on %j', listen => {
    expect(check({ listen, token: LOCAL })).not.toThrow();
  });

  it.each([
    { host: '0.0.0.0' },
    { host: '::' },
    { host: '192.168.1.5' },
    { host: '127.0.0.1.evil.example' },
    { port: 7007 },
    ':7007',
    '0.0.0.0:7007',
    '7007',
  ])('may not listen on %j', listen => {
    expect(check({ listen })).toThrow('where other machines reach it');
  });

  it('is told everything that has to be changed', () => {
    expect(check({ token: LOCAL })).toThrow(
      /set IDP_API_TOKEN to a secret of your own\n- .*take user:default\/guest out of permission.idpOrchestrator.roles.admin.members/,
    );
  });

  it('may not with a token of `npm start` alone', () => {
    const admins = ['group:default/platform-admins'];
    expect(check({ token: LOCAL, admins })).toThrow('was made by `npm start`');
  });

  it('may not with a guest who gets their rights by a group', () => {
    const guest = {
      dangerouslyAllowOutsideDevelopment: true,
      ownershipEntityRefs: ['group:default/platform-admins'],
    };
    expect(check({ guest })).toThrow('the guest is admin');
  });

  it('may not while it is developed, when guests need no permission', () => {
    expect(check({ guest: {}, nodeEnv: 'development' })).toThrow('is admin');
  });

  it('may listen anywhere once both are changed', () => {
    const admins = ['group:default/platform-admins'];
    const viewers = ['user:default/guest'];
    expect(check({ admins, viewers })).not.toThrow();
    expect(check({ guest: {} })).not.toThrow();
  });
});

it.each([undefined, ''])('without a token (%j) nothing starts', token => {
  const config = mockServices.rootConfig({
    data: {
      backend: {
        listen: { host: '127.0.0.1' },
        auth: {
          externalAccess: [
            { type: 'static', options: { token, subject: 'idp-api' } },
          ],
        },
      },
    } as object as never,
  });
  expect(() => requireSafeExposure(config, 'production')).toThrow(
    /externalAccess\[0\] has no token.*IDP_API_TOKEN="\$\(cat \.data\/api-token\)"/,
  );
});
