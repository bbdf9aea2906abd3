import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { connect } from './connect';

/** The orchestrator, for a caller whose token as a user is no longer good. */
describe('An action whose user has been signed in for too long', () => {
  const callers: string[] = [];
  let server: Server;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { obo, sub } = JSON.parse(
        request.headers.authorization!.replace(/^.*?mock-service-token:/, ''),
      );
      callers.push(obo ?? sub);
      response.statusCode = obo ? 401 : 200;
      response.setHeader('content-type', 'application/json');
      response.end('{}');
    }).listen(0);
  });
  afterAll(() => server.close());
  beforeEach(() => callers.splice(0));

  const open = () => {
    const { port } = server.address() as AddressInfo;
    return connect(
      {
        auth: mockServices.auth({ pluginId: 'scaffolder' }),
        discovery: {
          getBaseUrl: async id => `http://localhost:${port}/api/${id}`,
          getExternalBaseUrl: async id => `http://localhost:${port}/api/${id}`,
        },
      },
      { getInitiatorCredentials: async () => mockCredentials.user() },
    );
  };

  it('follows and cancels the run that it has started, as the scaffolder', async () => {
    const { asFollower } = open();
    await asFollower.getRun('a');
    await asFollower.cancelRun('a', { reason: 'Cancelled' });
    expect(callers).toEqual([
      'user:default/mock',
      'plugin:scaffolder',
      'user:default/mock',
      'plugin:scaffolder',
    ]);
  });

  it('starts nothing any more', async () => {
    await expect(open().asUser.startRun('a', {})).rejects.toThrow('401');
    expect(callers).toEqual(['user:default/mock']);
  });
});
