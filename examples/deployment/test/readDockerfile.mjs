import fs from 'node:fs';

/**
 * Reads a Dockerfile: its stages in their order, each with its name, the image
 * that it is made from, and its instructions.
 *
 * @throws Error for a line that is no instruction
 */
export function readDockerfile(file) {
  const stages = [];
  const text = fs.readFileSync(file, 'utf8').replace(/\\\n/g, '');
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, name, rest] = /^([A-Z]+) +(.+)$/.exec(line) ?? [];
    if (!name) throw new Error(`${file} has no instruction in: ${line}`);
    if (name === 'FROM') {
      const [image, , as] = rest.split(' ');
      stages.push({ image, name: as, instructions: [] });
    } else {
      stages.at(-1).instructions.push({ name, ...readArguments(rest) });
    }
  }
  return stages;
}

/** Flags, and after them a list in JSON, or text. */
function readArguments(text) {
  const flags = {};
  let rest = text;
  for (;;) {
    const [flag, name, value] = /^--([\w-]+)=(\S+) +/.exec(rest) ?? [];
    if (!flag) break;
    flags[name] = value;
    rest = rest.slice(flag.length);
  }
  return { flags, text: rest, words: readWords(rest) };
}

function readWords(text) {
  return text.startsWith('[') ? JSON.parse(text) : text.split(/ +/);
}
