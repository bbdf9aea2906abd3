import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import { StepFailure } from '../toolchain/StepFailure.mjs';

/**
 * Fails when a port is taken, and says by whom and how to choose another.
 *
 * @param ports - `{ name, port, variable }` of each one that is needed
 */
export async function requireFreePorts(ports) {
  const taken = [];
  for (const entry of ports) {
    if (!(await isFree(entry.port))) taken.push(entry);
  }
  if (taken.length === 0) return;
  const reasons = taken.map(
    ({ name, port }) => `Port ${port} (${name}) is taken by ${holderOf(port)}.`,
  );
  const choice = taken.map(({ port, variable }) => `${variable}=${port + 1}`);
  throw new StepFailure(
    reasons.join('\n'),
    `End that process, or choose other ports: ${choice.join(' ')} npm start`,
  );
}

/** A port that nothing listens on now, chosen by the system. */
export async function findFreePort() {
  const server = await listen(0, '127.0.0.1');
  const { port } = server.address();
  await close(server);
  return port;
}

/** Whether nothing listens on a port, by whichever address. */
export async function isFree(port) {
  // Both, because a listener on one of them does not always keep us from the
  // other, and `localhost` may mean either.
  for (const host of ['127.0.0.1', '::']) {
    try {
      await close(await listen(port, host));
    } catch (error) {
      if (error.code === 'EADDRINUSE') return false;
      if (error.code === 'EACCES') return false;
      // A machine without IPv6 has no `::` to listen on.
    }
  }
  return true;
}

function listen(port, host) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port, host }, () => resolve(server));
  });
}

function close(server) {
  return new Promise(resolve => {
    server.close(resolve);
  });
}

/** The process that listens on a port, in words: `pid 12 (node server.js)`. */
export function holderOf(port) {
  const pid = pidFromProc(port) ?? pidFromLsof(port);
  if (!pid) return 'a process of another user';
  return `pid ${pid} (${commandOf(pid)})`;
}

function pidFromProc(port) {
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(file =>
    listeningInodes(file, port),
  );
  if (inodes.length === 0) return undefined;
  const wanted = new Set(inodes.map(inode => `socket:[${inode}]`));
  return readDirectory('/proc')
    .filter(name => /^\d+$/.test(name))
    .find(pid =>
      readDirectory(`/proc/${pid}/fd`).some(descriptor =>
        wanted.has(readLink(`/proc/${pid}/fd/${descriptor}`)),
      ),
    );
}

function listeningInodes(file, port) {
  const LISTEN = '0A';
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readText(file)
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(column => column[1]?.endsWith(suffix) && column[3] === LISTEN)
    .map(column => column[9]);
}

function pidFromLsof(port) {
  try {
    const args = ['-nP', '-t', `-iTCP:${port}`, '-sTCP:LISTEN'];
    return execFileSync('lsof', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).split('\n')[0];
  } catch {
    return undefined;
  }
}

function commandOf(pid) {
  const words = readText(`/proc/${pid}/cmdline`).split('\0').join(' ').trim();
  if (words) return words.slice(0, 200);
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', pid], {
      encoding: 'utf8',
    }).trim();
  } catch {
    return 'unknown command';
  }
}

// Processes come and go while they are looked through, and those of others
// may not be read: both count as "nothing there".
function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function readDirectory(directory) {
  try {
    return fs.readdirSync(directory);
  } catch {
    return [];
  }
}

function readLink(link) {
  try {
    return fs.readlinkSync(link);
  } catch {
    return '';
  }
}
