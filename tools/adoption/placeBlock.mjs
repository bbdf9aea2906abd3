import fs from 'node:fs';
import path from 'node:path';
import { StepFailure } from '../toolchain/StepFailure.mjs';

/** Writes a block of a document to where it says that it belongs. */
export function placeBlock(app, block) {
  const file = path.join(app, block.file);
  if (!fs.existsSync(file)) {
    throw new StepFailure(
      `A document places lines in ${block.file}, and the app has no such file.`,
      'Let the document say where they belong in a new app.',
    );
  }
  const before = fs.readFileSync(file, 'utf8');
  if (before.includes(block.code)) return;
  fs.writeFileSync(file, placeIn(before, block));
}

/** The text of a file with the block in its place. */
export function placeIn(text, { code, file, element, owner }) {
  if (/\.ya?ml$/.test(file)) return `${text.trimEnd()}\n\n${code}\n`;
  if (element) return placeElement(text, { code, file, element, owner });
  return insertBefore(text, text.indexOf('backend.start('), { code, file });
}

/** Imports go to the others; elements before the end of the one that is named. */
function placeElement(text, { code, file, element, owner }) {
  const { imports, rest } = splitImports(code);
  const begin = owner ? text.indexOf(`const ${owner} = (`) : 0;
  const end = owner ? text.indexOf('\n);', begin) : text.length;
  const at = begin < 0 ? -1 : text.slice(0, end).lastIndexOf(`</${element}>`);
  const placed = insertBefore(text, at < begin ? -1 : at, {
    code: rest,
    file,
    element,
  });
  return imports + placed;
}

function splitImports(code) {
  if (!code.startsWith('import ')) return { imports: '', rest: code };
  const end = code.indexOf('\n\n');
  return { imports: `${code.slice(0, end)}\n`, rest: code.slice(end + 2) };
}

function insertBefore(text, at, { code, file, element = 'backend.start()' }) {
  if (at < 0) {
    throw new StepFailure(
      `A document places lines before the end of ${element} in ${file}, and that is not there.`,
      'Let the document say where they belong in a new app.',
    );
  }
  return `${text.slice(0, at)}${code}\n${text.slice(at)}`;
}
