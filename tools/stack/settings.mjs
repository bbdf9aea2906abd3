import path from 'node:path';
import { dataDirectory, repositoryRoot } from '../toolchain/paths.mjs';
import { StepFailure } from '../toolchain/StepFailure.mjs';

/** In app-config.yaml by default; known to everyone, for this machine only. */
export const DEVELOPMENT_TOKEN = 'idp-local-development-token';

/** What a stack runs with; read from the environment for `npm start`. */
export function readSettings(env = process.env) {
  return {
    portalPort: readPort(env, 'IDP_PORTAL_PORT', 3000),
    backendPort: readPort(env, 'IDP_BACKEND_PORT', 7007),
    dataDirectory: path.resolve(env.IDP_DATA_DIR || dataDirectory),
    scriptsDirectory: path.resolve(
      env.IDP_SCRIPTS_DIR ||
        path.join(repositoryRoot, 'examples/platform/scripts'),
    ),
    flowsDirectory: path.resolve(
      env.IDP_FLOWS_DIR || path.join(repositoryRoot, 'examples/platform/flows'),
    ),
    // This machine only, because the token is known to everyone.
    host: env.IDP_HOST || '127.0.0.1',
    token: env.IDP_API_TOKEN || DEVELOPMENT_TOKEN,
  };
}

function readPort(env, variable, fallback) {
  if (!env[variable]) return fallback;
  const port = Number(env[variable]);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new StepFailure(
    `${variable} is "${env[variable]}", which is no port.`,
    `Set ${variable} to a number from 1 to 65535, or leave it out for ${fallback}.`,
  );
}

/** The same settings as the variables that app-config.yaml reads. */
export function settingsAsEnvironment(settings) {
  return {
    IDP_PORTAL_PORT: String(settings.portalPort),
    IDP_BACKEND_PORT: String(settings.backendPort),
    IDP_DATA_DIR: settings.dataDirectory,
    IDP_SCRIPTS_DIR: settings.scriptsDirectory,
    IDP_FLOWS_DIR: settings.flowsDirectory,
    IDP_HOST: settings.host,
    IDP_API_TOKEN: settings.token,
  };
}
