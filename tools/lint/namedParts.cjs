// Where the parts of the plugin are joined, each part is given what it needs
// by name. Whoever spreads a bag of services or configuration into another
// hides what a part is given, and gives it too much, secrets among it.

const noSpread = {
  selector: 'ObjectExpression > SpreadElement',
  message: 'Name each field: a spread hides what a part is given.',
};

/** Overrides for the folder's own configuration, whose other restrictions they keep. */
module.exports = ({ rules }) => [
  {
    files: ['src/plugin.ts', 'src/compose/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...(rules['no-restricted-syntax'] ?? []).slice(1),
        noSpread,
      ],
    },
  },
  {
    // It names services, and leaves the rest to compose/.
    files: ['src/plugin.ts'],
    rules: { 'max-lines': ['error', 90] },
  },
];
