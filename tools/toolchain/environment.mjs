import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { dataDirectory } from './paths.mjs';

/**
 * The environment in which Yarn, the Backstage CLI and the backend run: the
 * right Node first on the PATH, and every cache under `.data`.
 */
export function toolEnvironment(node) {
  const bin = path.dirname(node.executable);
  return {
    ...process.env,
    PATH: [bin, process.env.PATH].join(path.delimiter),
    YARN_GLOBAL_FOLDER: path.join(dataDirectory, 'yarn'),
    YARN_ENABLE_GLOBAL_CACHE: 'true',
    YARN_ENABLE_TELEMETRY: 'false',
    YARN_NPM_REGISTRY_SERVER:
      process.env.YARN_NPM_REGISTRY_SERVER ?? registry(),
    // What is compiled is compiled for this Node, with the headers it brings.
    npm_config_nodedir: node.directory,
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
  };
}

/** The user's own npm registry; the lock file names none. */
function registry() {
  const server = execFileSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  return server.trim().replace(/\/$/, '');
}
