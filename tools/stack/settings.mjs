import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { readPortOffset } from '../../examples/platform/sandbox/services.mjs';
import { dataDirectory, repositoryRoot } from '../toolchain/paths.mjs';
import { StepFailure } from '../toolchain/StepFailure.mjs';
import {
  closeFolder,
  makePrivateFolder,
  readOrMakeSecret,
} from './privateFiles.mjs';

const SECRET_BYTES = 32;

/**
 * What tokens begin with that were made here. The backend takes none of them
 * where other machines reach it.
 */
const LOCAL_TOKEN = 'idp-local-';

/** What a stack writes, each in a folder of its own. */
const FOLDERS = ['logs', 'sqlite', 'spool', 'sandbox'];

/**
 * What a stack runs with; read from the environment for `npm start`. The token
 * and the key are made at the first time, and kept in the data folder.
 */
export function readSettings(env = process.env) {
  requirePortOffset(env);
  const folder = path.resolve(env.IDP_DATA_DIR || dataDirectory);
  return {
    ...readPlaces(env, folder),
    ...readSecrets(env, prepareFolder(folder)),
  };
}

function readPlaces(env, folder) {
  return {
    portalPort: readPort(env, 'IDP_PORTAL_PORT', 3000),
    backendPort: readPort(env, 'IDP_BACKEND_PORT', 7007),
    dataDirectory: folder,
    scriptsDirectory: path.resolve(
      env.IDP_SCRIPTS_DIR ||
        path.join(repositoryRoot, 'examples/platform/scripts'),
    ),
    flowsDirectory: path.resolve(
      env.IDP_FLOWS_DIR || path.join(repositoryRoot, 'examples/platform/flows'),
    ),
    // This machine only, because everyone may enter as guest.
    host: env.IDP_HOST || '127.0.0.1',
  };
}

/** A folder that the user has named may be there for others too. */
function prepareFolder(folder) {
  if (folder === dataDirectory) closeFolder(folder);
  else makePrivateFolder(folder);
  for (const name of FOLDERS) closeFolder(path.join(folder, name));
  return folder;
}

function readSecrets(env, folder) {
  const tokenFile = path.join(folder, 'api-token');
  const token =
    env.IDP_API_TOKEN ||
    readOrMakeSecret(
      tokenFile,
      () => LOCAL_TOKEN + randomBytes(SECRET_BYTES).toString('base64url'),
    );
  const encryptionKey =
    env.IDP_ENCRYPTION_KEY ||
    readOrMakeSecret(path.join(folder, 'encryption-key'), () =>
      randomBytes(SECRET_BYTES).toString('base64'),
    );
  return {
    token,
    tokenFile: env.IDP_API_TOKEN ? undefined : tokenFile,
    encryptionKey,
  };
}

/** The sandbox would say so as well, but not before its first service is started. */
function requirePortOffset(env) {
  try {
    readPortOffset(env);
  } catch ({ message }) {
    throw new StepFailure(
      `${message}.`,
      'Set it to one of these, or leave it out: the ports of the services are moved by so much.',
    );
  }
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
    ...secretsAsEnvironment(settings),
  };
}

/** The secrets alone, for who starts a backend in another way. */
export function secretsAsEnvironment({ token, encryptionKey }) {
  return { IDP_API_TOKEN: token, IDP_ENCRYPTION_KEY: encryptionKey };
}
