import path from 'node:path';
import type { Draft } from './Draft';
import type { FoundScript } from './listScripts';
import { readPython } from './readPython';
import { looksReadOnly, readShell } from './readShell';

/** Drafts the entry of a script from its text, and from what its `--help` said where it was run. */
export function draftScript(script: FoundScript, help = ''): Draft {
  const { file, text, language } = script;
  const found =
    language === 'python'
      ? readPython(text)
      : readShell(text, { help, library: script.library });
  const id = path
    .basename(file)
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 63);
  const [first, ...rest] = headerOf(text, path.basename(file));
  const name = id.replaceAll('-', ' ');
  return {
    file,
    id,
    title: name.charAt(0).toUpperCase() + name.slice(1),
    description: [first, ...rest].filter(Boolean).join(' ').slice(0, 300),
    risk: guessRisk(id, text),
    exitCodes: readExitCodes(text),
    ...found,
    toDecide: [...findUnstartable(script), ...found.toDecide],
  };
}

/** The comment at the head of a script, up to its usage text. */
function headerOf(text: string, file: string): string[] {
  const lines = text.split('\n');
  const doc = /^(?:#!.*\n|#.*\n|\s*\n)*["']{3}([\s\S]*?)["']{3}/.exec(
    text,
  )?.[1];
  const comment: string[] = [];
  for (const line of lines.slice(lines[0]?.startsWith('#!') ? 1 : 0)) {
    const told = /^#\s?(.*)$/.exec(line)?.[1];
    if (told === undefined) break;
    comment.push(told);
  }
  const head = doc ? doc.split('\n') : comment;
  const end = head.findIndex(line =>
    /\b(usage|exit codes?|environment|options)\b:?/i.test(line),
  );
  return (end < 0 ? head : head.slice(0, end))
    .map(line =>
      line
        .trim()
        .replace(
          new RegExp(`^${file.replaceAll('.', '\\.')}\\s*(-|–|:)*\\s*`),
          '',
        ),
    )
    .filter(line => line !== '' && !/^(shellcheck|-\*-|vim:)/.test(line));
}

function guessRisk(id: string, text: string): Draft['risk'] {
  if (
    /\b(rm\s+-\w*r|drop\s+(table|database)|destroy|delete|purge|wipe)\b/i.test(
      `${id} ${text}`,
    )
  ) {
    return 'high';
  }
  return looksReadOnly(id) || /-(status|check|report|health|list)$/.test(id)
    ? 'low'
    : 'medium';
}

function readExitCodes(text: string): Draft['exitCodes'] {
  const [, block] =
    /exit (?:codes?|status):?((?:\n?[# ].*)+)/i.exec(text) ?? [];
  return [
    ...(block ?? '').matchAll(
      /\b(\d{1,3})\s*(?:[:=–-]|\s)\s*([a-z][^\n,;]*)/gi,
    ),
  ]
    .map(([, code, meaning]): [number, string] => [
      Number(code),
      meaning.trim(),
    ])
    .filter(([code]) => code > 1 && code < 126);
}

function findUnstartable(script: FoundScript): string[] {
  return [
    ...(script.hasShebang
      ? []
      : [
          'it has no first line that names its interpreter, and is run by the shell: add one such as #!/usr/bin/env bash',
        ]),
    ...(script.isExecutable
      ? []
      : [`it is not executable: chmod +x ${script.file}`]),
    ...(/^#!.*\r/.test(script.text)
      ? ['it has the line ends of Windows: save it with those of Unix']
      : []),
    ...(script.language === 'other'
      ? ['what it takes is read of shell and Python only: list its parameters']
      : []),
  ];
}
