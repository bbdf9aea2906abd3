import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { StepFailure } from '../toolchain/StepFailure.mjs';

/** For the owner only, whatever the umask of the user lets others do. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** Makes a folder that nobody else can look into; one that is there is closed. */
export function closeFolder(folder) {
  makePrivateFolder(folder);
  close(folder, FOLDER_MODE);
}

/** Makes a folder that nobody else can look into, and leaves one that is there. */
export function makePrivateFolder(folder) {
  fs.mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
}

/** Opens a file of the owner's for writing at its end. */
export function openPrivateFile(file) {
  const descriptor = fs.openSync(file, 'a', FILE_MODE);
  close(file, FILE_MODE);
  return descriptor;
}

/**
 * Reads a secret, which is made when there is none yet.
 *
 * @param make - gives a new one
 */
export function readOrMakeSecret(file, make) {
  if (!fs.existsSync(file)) writeOnce(file, make());
  close(file, FILE_MODE);
  const secret = fs.readFileSync(file, 'utf8').trim();
  if (secret) return secret;
  throw new StepFailure(
    `${file} is empty, where a secret is expected.`,
    'Delete it, and start again: a new one is made then.',
  );
}

/** Complete when it appears; of two that start together, one makes it. */
function writeOnce(file, text) {
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  fs.writeFileSync(draft, `${text}\n`, { mode: FILE_MODE });
  try {
    fs.linkSync(draft, file);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(draft);
  }
}

function close(file, mode) {
  if ((fs.statSync(file).mode & 0o777) === mode) return;
  try {
    fs.chmodSync(file, mode);
  } catch (error) {
    throw new StepFailure(
      `${file} is open to other users of this machine, and cannot be closed: ${error.message}.`,
      `Make it yours (sudo chown $USER ${path.resolve(file)}), or choose another folder with IDP_DATA_DIR.`,
    );
  }
}
