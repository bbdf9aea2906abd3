import net, { type AddressInfo } from 'node:net';
import { systemClock } from '../../waiting/systemClock';
import { probeTcp } from './probeTcp';

describe('A TCP probe', () => {
  const server = net.createServer(socket => socket.resume());
  let port: number;

  beforeAll(async () => {
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    port = (server.address() as AddressInfo).port;
  });
  const ask = (host: string) =>
    probeTcp({ kind: 'tcp', host, port, timeoutMs: 10_000 }, systemClock);

  it('finds a service well that takes a connection', async () => {
    expect(await ask('localhost')).toEqual({
      kind: 'tcp',
      status: 'healthy',
      score: 100,
      text: `takes connections at localhost:${port}`,
      latencyMs: expect.any(Number),
    });
  });

  it('finds a service down that takes none', async () => {
    await new Promise(resolve => {
      server.close(resolve);
    });
    expect(await ask('127.0.0.1')).toMatchObject({
      status: 'down',
      text: `nothing listens at 127.0.0.1:${port} (connection refused)`,
      isThere: false,
    });
  });
});
