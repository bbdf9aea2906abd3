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
      // Tests put a real orchestrator behind the policy, and start it with what
      // its own tests are made of.
      files: ['**/*.test.ts', '**/__testUtils__/**'],
      rules: {
        '@backstage/no-forbidden-package-imports': 'off',
        '@backstage/no-mixed-plugin-imports': 'off',
      },
    },
  ],
};
