import { StepFailure } from '../toolchain/StepFailure.mjs';

const FENCE = /^```(\w+)\n([^]*?)^```$/gm;

/** `// packages/app/src/App.tsx`, and behind a colon where in that file. */
const PLACE =
  /^(?:\/\/|#) ([\w./-]+\.\w+)(?:: in the <([\w.]+)>(?: of (\w+))?)?/;

/**
 * The code of one section of a document, as its readers copy it.
 *
 * @returns of each block its language, its text without the line that says where
 *   it belongs, and that place: `file`, and `element` and `owner` where it goes
 *   into an element of JSX
 */
export function readBlocks(markdown, heading) {
  const blocks = [...sectionOf(markdown, heading).matchAll(FENCE)].map(
    ([, language, text]) => {
      const [, file, element, owner] = PLACE.exec(text) ?? [];
      const code = file ? text.slice(text.indexOf('\n') + 1) : text;
      return { language, code: code.trim(), file, element, owner };
    },
  );
  if (blocks.length > 0) return blocks;
  throw new StepFailure(
    `There is no code below the heading "${heading}".`,
    'The test follows the documents: let it know where their lines are now.',
  );
}

/** The commands of the blocks of a shell, as lists of words. */
export function readCommands(blocks) {
  return blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ code }) => code.split('\n'))
    .map(line => line.replace(/\s+#.*$/, '').trim())
    .filter(line => line && !line.startsWith('#'))
    .map(line => line.split(/\s+/));
}

function sectionOf(markdown, heading) {
  const lines = markdown.split('\n');
  const first = lines.indexOf(heading);
  if (first < 0) return '';
  const level = heading.split(' ')[0].length;
  const above = new RegExp(`^#{1,${level}} `);
  let fenced = false;
  const length = lines.slice(first + 1).findIndex(line => {
    if (line.startsWith('```')) fenced = !fenced;
    return !fenced && above.test(line);
  });
  return lines
    .slice(first + 1, length < 0 ? undefined : first + 1 + length)
    .join('\n');
}
