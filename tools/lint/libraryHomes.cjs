// Each library has one home in the backend, so that it can be replaced there.

const BACKEND = 'plugins/idp-orchestrator-backend/src';
const TESTS = ['**/*.test.ts', '**/__testUtils__/**', '**/__fixtures__/**'];

const HOMES = [
  { libraries: ['knex'], folders: ['database'] },
  {
    libraries: ['express', 'express-promise-router'],
    folders: ['rest', 'windmill'],
  },
  { libraries: ['@kubernetes/client-node'], folders: ['cluster'] },
  { libraries: ['@marcbachmann/cel-js'], folders: ['engine'] },
  { libraries: ['croner'], folders: ['calendar'] },
];

const restrict = homes => [
  'error',
  {
    paths: homes.flatMap(({ libraries, folders }) =>
      libraries.map(name => ({
        name,
        message: `Its home is ${folders.join(' and ')}/.`,
      })),
    ),
  },
];

const folders = [...new Set(HOMES.flatMap(home => home.folders))];

/** Overrides: nowhere any of them, and in each home all but its own. */
module.exports = [
  {
    files: [`${BACKEND}/**/*.ts`],
    excludedFiles: TESTS,
    // Not the rule of the same name without a prefix: that one belongs to
    // Backstage's configuration of each package, which would replace ours.
    rules: { '@typescript-eslint/no-restricted-imports': restrict(HOMES) },
  },
  ...folders.map(folder => ({
    files: [`${BACKEND}/${folder}/**/*.ts`],
    excludedFiles: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': restrict(
        HOMES.filter(home => !home.folders.includes(folder)),
      ),
    },
  })),
];
