const { backstage } = require('./package.json');

const rules = require('../../tools/lint/folderRules.cjs')(
  __dirname,
  backstage.role,
);

module.exports = {
  ...rules,
  overrides: [
    ...rules.overrides,
    {
      // Tests receive spans as those of the orchestrator do.
      files: ['**/*.test.ts'],
      rules: {
        '@backstage/no-forbidden-package-imports': 'off',
        '@backstage/no-mixed-plugin-imports': 'off',
      },
    },
  ],
};
