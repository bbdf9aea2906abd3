// The scripts that go on without a backend, which takes them up again: what the
// backend's supervisors noted of them in its spool folder.
import fs from 'node:fs';
import path from 'node:path';
import { startTime } from '../../examples/platform/sandbox/processes.mjs';

/**
 * The titles of the scripts whose supervisor lives.
 *
 * @returns {string[]}
 */
export function findScriptsUnderWay(dataDirectory) {
  const attempts = foldersIn(path.join(dataDirectory, 'spool'))
    .flatMap(foldersIn)
    .flatMap(foldersIn);
  return attempts.filter(isSupervised).map(titleOf);
}

/** `1 script (Check prerequisites: Check)`, or undefined. */
export function describeScriptsUnderWay(titles) {
  if (titles.length === 0) return undefined;
  const noun = titles.length === 1 ? 'script' : 'scripts';
  return `${titles.length} ${noun} (${titles.join(', ')})`;
}

/** Each launch of an attempt has a note of who supervises it. */
function isSupervised(attempt) {
  return readNames(attempt)
    .filter(name => name.startsWith('identity.'))
    .some(name => isAlive(readText(path.join(attempt, name))));
}

/** A number alone may be another process by now. */
function isAlive(note) {
  const [, pid] = /^pid (\d+)$/m.exec(note) ?? [];
  const [, stat] = /^stat (.+)$/m.exec(note) ?? [];
  if (!pid || !stat) return false;
  const started =
    process.platform === 'linux'
      ? stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
      : stat.trim();
  return startTime(Number(pid)) === started;
}

function titleOf(attempt) {
  try {
    return JSON.parse(readText(path.join(attempt, 'launch.json'))).title;
  } catch {
    // Cut short, or of another version: it goes on all the same.
    return path.basename(path.dirname(attempt));
  }
}

function foldersIn(folder) {
  return readNames(folder).map(name => path.join(folder, name));
}

// Folders of attempts come and go, and there are files beside them.
function readNames(folder) {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
