import { createServer, type Server } from 'node:net';

/**
 * Lets a server that listens on 127.0.0.1 answer on ::1 as well. `localhost`
 * may mean either, and browsers try ::1 first: a process of another user there
 * would get what is meant for this one, tokens included.
 *
 * @returns what closes it
 * @throws Error when somebody else listens there
 */
export async function listenOnIpv6(
  server: Server,
  port: number,
): Promise<() => void> {
  const beside = createServer(socket => server.emit('connection', socket));
  try {
    await listen(beside, port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A machine without IPv6 has nobody else there either.
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return () => {};
    throw new Error(
      `Port ${port} of ::1 cannot be had (${code}), and a browser that is sent to localhost may end up at whoever has it: end that process, or choose another port with IDP_BACKEND_PORT`,
    );
  }
  return () => beside.close();
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '::1', port, ipv6Only: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
