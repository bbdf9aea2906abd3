import net from 'node:net';
import { StepFailure } from '../toolchain/StepFailure.mjs';

/**
 * Lets a server listen; on 127.0.0.1 it answers on ::1 as well. `localhost` may
 * mean either, and browsers try ::1 first: a process of another user there
 * would get what is meant for this one.
 *
 * @returns what closes it
 */
export async function listenHere(server, { host, port }) {
  const beside = net.createServer(socket => server.emit('connection', socket));
  await listen(server, { host, port });
  const close = async () => {
    await Promise.all([server, beside].map(closeServer));
  };
  if (host !== '127.0.0.1') return close;
  try {
    await listen(beside, { host: '::1', port, ipv6Only: true });
  } catch (error) {
    // A machine without IPv6 has nobody else there either.
    if (!['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.code)) {
      await close();
      throw new StepFailure(
        `Port ${port} of ::1 cannot be had (${error.code}), and a browser that is sent to localhost may end up at whoever has it.`,
        'End that process, or choose another port.',
      );
    }
  }
  return close;
}

function listen(server, address) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server) {
  return new Promise(resolve => {
    server.close(resolve);
    server.closeAllConnections?.();
  });
}
