// The sizes to aim at. Where a longer one is the better one, disable the rule
// on that line and say why.

const ignored = { skipBlankLines: true, skipComments: true };
const fileLines = max => ['error', { max, ...ignored }];
const functionLines = max => ['error', { max, ...ignored, IIFEs: true }];

const TESTS = [
  '**/*.test.{ts,tsx,mjs}',
  '**/__testUtils__/**',
  '**/__fixtures__/**',
];

/** Overrides, because the shared base configurations switch some of them off. */
module.exports = [
  {
    files: ['**/*'],
    rules: {
      'max-lines': fileLines(300),
      'max-lines-per-function': functionLines(70),
      'max-params': ['error', 3],
      'max-depth': ['error', 3],
    },
  },
  {
    files: ['**/*.tsx'],
    rules: { 'max-lines-per-function': functionLines(120) },
  },
  {
    files: TESTS,
    // A suite is one function that holds all of its tests.
    rules: { 'max-lines': fileLines(500), 'max-lines-per-function': 'off' },
  },
];
