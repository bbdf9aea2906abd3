// Ends the `prepack` of a package with several entry points. The Backstage CLI
// writes `types` behind `import` and `require` into what is published, and
// TypeScript takes the first that fits: code without types, and only by a rule of
// its own the types after all.
import fs from 'node:fs';

const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8'));
for (const [mount, conditions] of Object.entries(manifest.exports)) {
  if (typeof conditions === 'string') continue;
  const { types, ...rest } = conditions;
  manifest.exports[mount] = { types, ...rest };
}
fs.writeFileSync('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
