import fs from 'node:fs';
import { parse } from 'yaml';

/**
 * Reads the services of a compose file, its variables taken from `values`.
 *
 * @throws Error for a variable that has no value and no default
 */
export function readCompose(file, values) {
  const text = fs
    .readFileSync(file, 'utf8')
    .replace(/^ *#.*$/gm, '')
    .replace(/\$\{(\w+)(?::\?[^}]*)?\}/g, (_, name) => {
      if (values[name] === undefined) {
        throw new Error(`${file} wants ${name}, which the test does not give`);
      }
      return values[name];
    });
  return parse(text, { merge: true }).services;
}
