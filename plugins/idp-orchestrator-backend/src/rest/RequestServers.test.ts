import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import express from 'express';
import { RequestServers } from './RequestServers';

describe('A server that is stopped', () => {
  /** A server with a request of ours behind it, and a connection that keeps it. */
  const startServer = async (text: string) => {
    const servers = new RequestServers();
    servers.watch();
    const app = express();
    app.get('/quick', (_, res) => {
      res.end('done');
    });
    app.get('/endless', (_, res) => {
      res.write('begun');
    });
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await (await fetch(`http://127.0.0.1:${port}/quick`)).text();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    if (text) {
      socket.write(text);
      await once(socket, 'data');
    }
    return { server, servers, socket };
  };

  it('is left alone while it listens', async () => {
    const { server, servers, socket } = await startServer('');
    await servers.endConnections();
    expect(socket.closed).toBe(false);
    socket.destroy();
    server.close();
    await once(server, 'close');
  });

  it.each([
    ['a connection that a browser opened and never used', ''],
    ['an answer that has no end', 'GET /endless HTTP/1.1\r\nhost: x\r\n\r\n'],
  ])('is not kept by %s', async (_, text) => {
    const { server, servers, socket } = await startServer(text);
    const closed = once(server, 'close');
    const gone = once(socket.resume(), 'close');
    server.close();
    await servers.endConnections();
    await Promise.all([closed, gone]);
    expect(server.listening).toBe(false);
  });
});
