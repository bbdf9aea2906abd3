const importZones = require('./tools/lint/importZones.cjs');
const libraryHomes = require('./tools/lint/libraryHomes.cjs');

// What is about the repository as a whole. Each folder adds the rules of its
// role by tools/lint/folderRules.cjs, in an .eslintrc beside its package.json.
module.exports = {
  root: true,
  parser: '@typescript-eslint/parser',
  plugins: ['import', '@typescript-eslint'],
  reportUnusedDisableDirectives: true,
  ignorePatterns: [
    'node_modules',
    'dist',
    'dist-types',
    'dist-dynamic',
    'dist-scalprum',
    'coverage',
  ],
  settings: {
    // Without the extensions the zones pass in silence, because nothing that
    // is imported is found.
    'import/resolver': {
      node: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] },
    },
  },
  rules: {
    'import/no-restricted-paths': [
      'error',
      { basePath: __dirname, zones: importZones },
    ],
  },
  overrides: [
    ...libraryHomes,
    {
      // A test may put the real edge where the domain has a port.
      files: ['**/*.test.{ts,tsx}', '**/__testUtils__/**'],
      rules: { 'import/no-restricted-paths': 'off' },
    },
    {
      files: ['plugins/*/src/**/*.{ts,tsx}'],
      excludedFiles: ['**/*.test.{ts,tsx}'],
      rules: { '@typescript-eslint/no-explicit-any': 'error' },
    },
    {
      files: ['plugins/*/src/**/*.{ts,tsx}'],
      parserOptions: {
        project: ['./tsconfig.json'],
        tsconfigRootDir: __dirname,
      },
      rules: { '@typescript-eslint/no-floating-promises': 'error' },
    },
  ],
};
