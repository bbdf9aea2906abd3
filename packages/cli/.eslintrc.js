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
      // The tests talk to a backend as those of the plugin do.
      files: ['**/__testUtils__/**'],
      rules: { '@backstage/no-forbidden-package-imports': 'off' },
    },
  ],
};
