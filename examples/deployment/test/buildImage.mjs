import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { toolEnvironment } from '../../../tools/toolchain/environment.mjs';
import {
  repositoryRoot,
  yarnRelease,
} from '../../../tools/toolchain/paths.mjs';
import { linkDependencies } from './linkDependencies.mjs';
import { readDockerfile } from './readDockerfile.mjs';

/** What is done in another way here, since there is no engine; everything else is done as it stands there. */
const OTHERWISE = [
  {
    // This machine has what the test needs of it.
    command: /^apt-get update && apt-get install /,
    act() {},
  },
  {
    // `npm test` has done so by the same lock file.
    command: /^yarn install --immutable$/,
    act: ({ folder }) => linkDependencies(repositoryRoot, folder),
  },
  {
    // There is no account of the image.
    command: /^install -d -m 700 -o node -g node (\/\S+)$/,
    act: ({ root }, [, target]) =>
      fs.mkdirSync(path.join(root, target), { recursive: true, mode: 0o700 }),
  },
];

/**
 * Carries out a Dockerfile without an engine: each stage has a folder for its
 * root, and commands run where WORKDIR says, as `node` and `yarn` of this machine.
 *
 * @returns the last stage: its root, folder, environment, entrypoint and command
 */
export function buildImage({ dockerfile, context, target }) {
  const built = new Map();
  let last;
  for (const { name = 'image', instructions } of readDockerfile(dockerfile)) {
    const root = path.join(target, name);
    fs.mkdirSync(root, { recursive: true });
    last = { root, folder: root, environment: {}, built, context, dockerfile };
    for (const instruction of instructions) {
      const act = INSTRUCTIONS[instruction.name];
      if (!act) {
        throw new Error(
          `The test cannot carry out ${instruction.name}: teach it to`,
        );
      }
      act(last, instruction);
    }
    built.set(name, last);
  }
  return last;
}

const INSTRUCTIONS = {
  WORKDIR(stage, { text }) {
    stage.folder = path.join(stage.root, text);
    fs.mkdirSync(stage.folder, { recursive: true });
  },
  ENV(stage, { text }) {
    const [, name, value] = /^(\w+)=(\S+)$/.exec(text);
    stage.environment[name] = value;
  },
  COPY(stage, { flags, words }) {
    const to = path.resolve(stage.folder, words.at(-1));
    for (const word of words.slice(0, -1)) {
      if (flags.from) moveFromStage(stage.built.get(flags.from), word, to);
      else copyFromContext(stage, word, to);
    }
  },
  RUN: run,
  ENTRYPOINT(stage, { words }) {
    stage.entrypoint = words;
  },
  CMD(stage, { words }) {
    stage.command = words;
  },
  USER() {},
  EXPOSE() {},
};

/** Moved, since it is half a gigabyte of packages that no other stage takes. */
function moveFromStage({ root }, word, to) {
  const source = path.join(root, word);
  for (const name of fs.readdirSync(source)) {
    fs.renameSync(path.join(source, name), path.join(to, name));
  }
}

function copyFromContext({ context, dockerfile }, word, to) {
  const isLeftOut = readIgnored(dockerfile);
  const source = path.join(context, word);
  const isFolder = fs.statSync(source).isDirectory();
  fs.cpSync(source, isFolder ? to : path.join(to, path.basename(word)), {
    recursive: true,
    verbatimSymlinks: true,
    filter: one => !isLeftOut(path.relative(context, one)),
  });
}

function run(stage, { text }) {
  const otherwise = OTHERWISE.find(({ command }) => command.test(text));
  if (otherwise) {
    otherwise.act(stage, otherwise.command.exec(text));
    return;
  }
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-ec', text], {
    cwd: stage.folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: commandEnvironment(stage),
  });
  if (status === 0) return;
  const said = `${stdout}${stderr}`.slice(-4_000);
  throw new Error(`RUN ${text} ended with ${status}:\n${said}`);
}

/** As of a fresh image, with a `yarn` as Node.js' images have one, which goes to that of the repository. */
function commandEnvironment({ root, environment }) {
  const commands = path.join(root, '..', 'commands');
  fs.mkdirSync(commands, { recursive: true });
  fs.writeFileSync(
    path.join(commands, 'yarn'),
    `#!/bin/sh\nexec '${process.execPath}' '${yarnRelease}' "$@"\n`,
    { mode: 0o755 },
  );
  const node = {
    executable: process.execPath,
    directory: path.resolve(process.execPath, '../..'),
  };
  const tools = toolEnvironment(node);
  const PATH = [commands, tools.PATH].join(path.delimiter);
  return { ...tools, ...environment, PATH };
}

/** Tells which paths of the context are left out, by the file beside the Dockerfile. */
function readIgnored(dockerfile) {
  const rules = fs
    .readFileSync(`${dockerfile}.dockerignore`, 'utf8')
    .split('\n')
    .filter(line => line && !line.startsWith('#'))
    .map(line =>
      line.startsWith('!')
        ? { pattern: line.slice(1), isOut: false }
        : { pattern: line, isOut: true },
    );
  return relative =>
    rules.findLast(({ pattern }) => path.matchesGlob(relative, pattern))
      ?.isOut ?? false;
}
