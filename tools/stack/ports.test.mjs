import assert from 'node:assert/strict';
import net from 'node:net';
import test from 'node:test';
import { findFreePort, requireFreePorts } from './ports.mjs';

async function listenOn(host) {
  const server = net.createServer();
  await new Promise(resolve => {
    server.listen({ port: 0, host }, resolve);
  });
  return server;
}

const portal = port => [{ name: 'portal', port, variable: 'IDP_PORTAL_PORT' }];

for (const host of ['127.0.0.1', '0.0.0.0']) {
  test(`a port taken on ${host} is said to be taken, by whom, and what to do`, async t => {
    const server = await listenOn(host);
    t.after(() => server.close());
    const { port } = server.address();
    await assert.rejects(requireFreePorts(portal(port)), error => {
      assert.match(error.message, new RegExp(`Port ${port} \\(portal\\)`));
      assert.match(error.message, new RegExp(`pid ${process.pid} \\(.*node`));
      assert.match(
        error.nextAction,
        new RegExp(`IDP_PORTAL_PORT=${port + 1} npm start`),
      );
      return true;
    });
  });
}

test('free ports are accepted', async () => {
  await requireFreePorts(portal(await findFreePort()));
});
