import { readFile, writeFile } from 'node:fs/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** The blocks of the README, each by the command that writes it. */
const BLOCKS = { figures: 'yarn bench', peers: 'yarn bench:peers' };

/** Replaces what stands between the two marks of a block of the README. */
export async function writeReadme(
  report: string,
  block: keyof typeof BLOCKS = 'figures',
): Promise<void> {
  const begin = `<!-- ${block}: written by \`${BLOCKS[block]}\`, do not edit -->`;
  const end = `<!-- end of ${block} -->`;
  const file = resolvePackagePath('@idp/benchmarks', 'README.md');
  const text = await readFile(file, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) {
    throw new Error(`README.md has lost its marks ${begin} and ${end}`);
  }
  const before = text.slice(0, from + begin.length);
  await writeFile(file, `${before}\n\n${report}\n\n${text.slice(to)}`);
}
