import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { installByLock } from '../toolchain/installByLock.mjs';
import { IGNORED_RULES } from './ignoredRules.mjs';

/**
 * Looks at archives as those see them who install them, by publint and attw.
 *
 * @param packages what `packPackages` gave
 * @returns of each package its `size` in bytes, its number of `files` and the
 *   `problems` in sentences; and the lines of `ignoredRules.mjs`: those that were of
 *   use, and sentences about those that were not
 */
export async function checkArchives(packages) {
  const tools = await loadTools();
  const ignored = new Set();
  const checked = [];
  for (const one of packages) checked.push(await checkOne(tools, one, ignored));
  const needless = IGNORED_RULES.filter(line => !ignored.has(line)).map(
    ({ tool, rule }) =>
      `tools/release/ignoredRules.mjs: nothing breaks ${rule} of ${tool}; take the line out`,
  );
  return { checked, ignored: [...ignored], needless };
}

async function checkOne(tools, { name, version, file }, ignored) {
  const archive = new Uint8Array(fs.readFileSync(file));
  const contents = tools.createPackageFromTarballData(archive);
  const inside = `/node_modules/${name}`;
  const manifest = JSON.parse(contents.readFile(`${inside}/package.json`));
  const found = [
    ...(await askPublint(tools, archive)),
    ...(await askAttw(tools, contents)),
  ];
  const problems = found
    .filter(({ tool, rule }) => {
      const line = IGNORED_RULES.find(
        one =>
          one.tool === tool &&
          one.rule === rule &&
          one.roles.includes(manifest.backstage?.role),
      );
      if (line) ignored.add(line);
      return !line;
    })
    .map(({ tool, rule, text }) => `${name}: ${tool} ${rule}: ${text}`);
  return {
    name,
    version,
    size: archive.byteLength,
    files: contents.listFiles().length,
    problems: [...problems, ...foreignRanges(name, manifest)],
  };
}

async function askPublint({ publint, formatMessage }, archive) {
  const { messages, pkg } = await publint({
    pack: { tarball: archive.buffer },
    strict: true,
  });
  return messages.map(message => ({
    tool: 'publint',
    rule: message.code,
    text: formatMessage(message, pkg, { color: false }),
  }));
}

async function askAttw({ checkPackage }, contents) {
  const { problems = [] } = await checkPackage(contents);
  return problems.map(problem => ({
    tool: 'attw',
    rule: problem.kind,
    text: problem.fileName ?? `${problem.entrypoint} ${problem.resolutionKind}`,
  }));
}

/** Ranges that only this repository understands. */
function foreignRanges(name, { dependencies = {}, peerDependencies = {} }) {
  return Object.entries({ ...dependencies, ...peerDependencies })
    .filter(([, range]) => /^(workspace|file|link|portal|patch):/.test(range))
    .map(
      ([dependency, range]) =>
        `${name}: ${dependency} has the range ${range}, which nobody else can install`,
    );
}

async function loadTools() {
  const folder = await installByLock('release');
  const require = createRequire(path.join(folder, 'package.json'));
  const { publint } = require('publint');
  const { formatMessage } = require('publint/utils');
  const attw = require('@arethetypeswrong/core');
  const { checkPackage, createPackageFromTarballData } = attw;
  return { publint, formatMessage, checkPackage, createPackageFromTarballData };
}
