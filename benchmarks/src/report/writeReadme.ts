import { readFile, writeFile } from 'node:fs/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const BEGIN = '<!-- figures: written by `yarn bench`, do not edit -->';
const END = '<!-- end of figures -->';

/** Replaces what stands between the two marks of the README. */
export async function writeReadme(report: string): Promise<void> {
  const file = resolvePackagePath('@idp/benchmarks', 'README.md');
  const text = await readFile(file, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Error(`README.md has lost its marks ${BEGIN} and ${END}`);
  }
  const before = text.slice(0, begin + BEGIN.length);
  await writeFile(file, `${before}\n\n${report}\n\n${text.slice(end)}`);
}
