import { looksSecret, type DraftParameter } from './Draft';

/** Variables that every process has, or that the shell makes. */
const USUAL =
  /^(PATH|HOME|PWD|OLDPWD|USER|LOGNAME|HOSTNAME|RANDOM|SECONDS|OPTARG|OPTIND|OPTERR|IFS|LINENO|UID|EUID|PPID|SHELL|TMPDIR|LANG|LC_\w+|TERM|COLUMNS|LINES|REPLY|FUNCNAME|PIPESTATUS|EDITOR|PAGER|DEBUG|BASH\w*|XDG_\w+|IDP_\w+)$/;

/** The variables of its environment that a script reads. */
export interface ReadVariables {
  parameters: DraftParameter[];
  secrets: string[];
}

/**
 * Reads which variables a shell script takes from its environment; what a
 * library that it sources sets is not of it.
 */
export function readVariables(text: string, library = ''): ReadVariables {
  const code = text.replace(/^\s*#.*$/gm, '');
  const isStrict = /^\s*set\s+-\w*u/m.test(code);
  const own = listOwn(`${code}\n${library}`);
  const seen = new Map<string, { isRequired: boolean; default?: string }>();
  for (const [, name, kind, rest] of code.matchAll(
    /\$\{?([A-Z][A-Z0-9_]+)(?::?([?=-])([^}]*))?/g,
  )) {
    if (own.has(name) || USUAL.test(name)) continue;
    const known = seen.get(name);
    const hasDefault = kind === '-' || kind === '=';
    const isOptional = hasDefault || !(kind === '?' || isStrict);
    seen.set(name, {
      isRequired: (known?.isRequired ?? true) && !isOptional,
      default:
        known?.default ?? (hasDefault ? rest.replace(/["']/g, '') : undefined),
    });
  }
  return {
    secrets: [...seen.keys()].filter(looksSecret),
    parameters: [...seen]
      .filter(([name]) => !looksSecret(name))
      .map(([name, { isRequired, default: given }]) => ({
        name: name.toLowerCase(),
        type: 'string',
        as: { variable: name },
        required: isRequired,
        ...(given && !given.includes('$') && { default: given }),
      })),
  };
}

/** Lists the variables that a text sets itself. */
function listOwn(code: string): Set<string> {
  const own = new Set(
    [
      ...code.matchAll(
        /(?:^|[\s;(])(?:local\s+|export\s+|readonly\s+|declare\s+(?:-\w+\s+)?)?([A-Z][A-Z0-9_]*)\+?=(?!["']?\$\{\1)/gm,
      ),
    ].map(([, name]) => name),
  );
  for (const [, names] of code.matchAll(
    /\bread\s+(?:-\w+\s+(?:"[^"]*"|'[^']*')?\s*)*([A-Z][\w ]*)/g,
  )) {
    names.split(' ').forEach(name => own.add(name));
  }
  for (const [, name] of code.matchAll(/\bfor\s+([A-Z]\w*)/g)) own.add(name);
  return own;
}
