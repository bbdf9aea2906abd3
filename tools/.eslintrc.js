module.exports = require('./lint/folderRules.cjs')(__dirname, 'node-library');
