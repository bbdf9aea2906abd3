const { backstage } = require('./package.json');

module.exports = require('../../tools/lint/folderRules.cjs')(
  __dirname,
  backstage.role,
);
