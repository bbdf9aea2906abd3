import fs from 'node:fs';
import path from 'node:path';
import { toolEnvironment } from '../toolchain/environment.mjs';
import { dataDirectory, yarnRelease } from '../toolchain/paths.mjs';
import { runLogged } from '../toolchain/runLogged.mjs';
import { Program } from './Program.mjs';

/** Where the apps, their logs and their pictures are. */
export const adoptionDirectory = path.join(dataDirectory, 'adoption');

const bin = path.join(adoptionDirectory, 'bin');

/** An app of a stranger, and the commands that are given in it. */
export function createApp({ name, node }) {
  const directory = path.join(adoptionDirectory, name);
  const env = environmentOf(node, directory);
  const logOf = title =>
    path.join(adoptionDirectory, 'logs', name, `${title}.log`);
  const run = (title, { command, args, cwd = directory, env: more }) =>
    runLogged({
      command,
      args,
      cwd,
      env: { ...env, ...more },
      logFile: logOf(title),
      what: [command, ...args].join(' '),
      hint: `It was called in ${cwd}.`,
    });
  return {
    directory,
    run,
    yarn: (...args) =>
      run(titleOf(args), { command: path.join(bin, 'yarn'), args }),
    /** What the last of these commands has printed. */
    printed: (...args) => fs.readFileSync(logOf(titleOf(args)), 'utf8'),
    start: (title, { command, args, cwd = directory, env: more }) =>
      new Program({
        command,
        args,
        cwd,
        env: { ...env, ...more },
        logFile: logOf(title),
      }),
    picture: title =>
      path.join(
        adoptionDirectory,
        'pictures',
        name,
        `${title.replaceAll(' ', '-')}.png`,
      ),
  };
}

function titleOf(args) {
  return `yarn ${args.join(' ')}`.replace(/[^\w.]+/g, '-').slice(0, 80);
}

function environmentOf(node, directory) {
  writeYarn();
  const tools = toolEnvironment(node);
  return {
    ...tools,
    PATH: [bin, tools.PATH].join(path.delimiter),
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    // A service of the internet is asked for types of each package otherwise.
    YARN_TS_ENABLE_AUTO_TYPES: 'false',
    // What our command line remembers is not written beside that of the user.
    // Apps of 3 GB are written in a fraction of the time.
    YARN_NM_MODE: 'hardlinks-global',
    XDG_CONFIG_HOME: path.join(directory, '.config'),
  };
}

/** create-app wants a Yarn, and its apps bring the release that they use. */
function writeYarn() {
  fs.mkdirSync(bin, { recursive: true });
  const file = path.join(bin, 'yarn');
  fs.writeFileSync(file, `#!/bin/sh\nexec node '${yarnRelease}' "$@"\n`);
  fs.chmodSync(file, 0o755);
}
