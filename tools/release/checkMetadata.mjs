import fs from 'node:fs';
import path from 'node:path';
import { publishedWorkspaces, readManifest } from './workspaces.mjs';

const ROLES = [
  'backend-plugin',
  'backend-plugin-module',
  'cli',
  'common-library',
  'frontend-plugin',
  'node-library',
];

const IMAGE = /!\[[^\]]*\]\(([^)]+)\)/g;

/**
 * What those miss who find a package in the registry: sentences about each
 * package.json, and about what has to be beside it. Empty when all is well.
 */
export function checkMetadata(root) {
  const repository = readManifest(root).repository.url;
  return publishedWorkspaces(root).flatMap(({ folder, manifest }) =>
    [
      ...wrongFields(manifest),
      ...wrongPlace({ root, folder, manifest, repository }),
      ...missingFiles(folder, manifest),
      ...wrongPictures(folder, manifest),
    ].map(problem => `${path.relative(root, folder)}: ${problem}`),
  );
}

function wrongFields(manifest) {
  const { description, keywords, license, files, engines, publishConfig } =
    manifest;
  return [
    [description?.length >= 20, 'says in no `description` what it is for'],
    [keywords?.includes('backstage'), 'lacks the keyword `backstage`'],
    [license === 'Apache-2.0', 'lacks `license`, Apache-2.0'],
    [files?.length > 0, 'lists in no `files` what is published'],
    [engines?.node, 'says in no `engines` which Node.js it needs'],
    [publishConfig?.access === 'public', 'has no `publishConfig.access`'],
    [
      ROLES.includes(manifest.backstage?.role),
      `has no \`backstage.role\` of ${ROLES.join(', ')}`,
    ],
  ]
    .filter(([holds]) => !holds)
    .map(([, problem]) => problem);
}

/** One address for all of them, told in the package.json of the repository. */
function wrongPlace({ root, folder, manifest, repository }) {
  const directory = path.relative(root, folder);
  const home = repository.replace(/^git\+|\.git$/g, '');
  const wanted = {
    repository: { type: 'git', url: repository, directory },
    homepage: `${home}/tree/main/${directory}#readme`,
    bugs: `${home}/issues`,
  };
  return Object.entries(wanted)
    .filter(
      ([field, value]) =>
        JSON.stringify(manifest[field]) !== JSON.stringify(value),
    )
    .map(([field, value]) => `\`${field}\` is not ${JSON.stringify(value)}`);
}

function missingFiles(folder, { version }) {
  const problems = ['README.md', 'LICENSE', 'CHANGELOG.md']
    .filter(file => !fs.existsSync(path.join(folder, file)))
    .map(file => `has no ${file}`);
  const changes = readIfThere(path.join(folder, 'CHANGELOG.md'));
  if (changes && !changes.split('\n').includes(`## ${version}`)) {
    problems.push(`CHANGELOG.md tells nothing of ${version}`);
  }
  return problems;
}

/** Who has pages shows one. */
function wrongPictures(folder, { backstage }) {
  const readme = readIfThere(path.join(folder, 'README.md')) ?? '';
  const pictures = [...readme.matchAll(IMAGE)].map(([, file]) => file);
  const problems = pictures
    .filter(file => !fs.existsSync(path.join(folder, file)))
    .map(file => `README.md shows ${file}, which is not there`);
  if (backstage?.role === 'frontend-plugin' && pictures.length === 0) {
    problems.push('README.md shows none of its pages');
  }
  return problems;
}

function readIfThere(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
