const { CLOCK_FILES, noClocks } = require('./clocks.cjs');

// Where the parts of the plugin are joined, each part is given what it needs
// by name. Whoever spreads a bag of services or configuration into another
// hides what a part is given, and gives it too much, secrets among it.

const noSpread = {
  selector: 'ObjectExpression > SpreadElement',
  message: 'Name each field: a spread hides what a part is given.',
};

const TESTS = [
  '**/*.test.ts',
  '**/__tests__/**',
  '**/__testUtils__/**',
  '**/__fixtures__/**',
];

function restrict(rules, selectors) {
  const [, ...others] = rules['no-restricted-syntax'] ?? [];
  return { 'no-restricted-syntax': ['error', ...others, ...selectors] };
}

/** Overrides for the folder's own configuration, whose other restrictions they keep. */
module.exports = ({ rules }) => [
  {
    files: ['src/**/*.ts'],
    excludedFiles: [...TESTS, ...CLOCK_FILES],
    rules: restrict(rules, noClocks),
  },
  {
    files: ['src/compose/**/*.test.ts'],
    rules: restrict(rules, [noSpread]),
  },
  {
    files: ['src/plugin.ts', 'src/compose/**/*.ts'],
    excludedFiles: TESTS,
    rules: restrict(rules, [...noClocks, noSpread]),
  },
  {
    // It names services, and leaves the rest to compose/.
    files: ['src/plugin.ts'],
    rules: { 'max-lines': ['error', 90] },
  },
];
