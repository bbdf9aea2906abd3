import { parse } from 'yaml';
import { hasSecretLook, isSecretName } from './secretLooks';

/** Longer texts are not parsed: that would keep everybody waiting. */
const LONGEST_STRUCTURE = 256 * 1024;

/** The least characters of a line of a key in PEM: a shorter one says hardly anything. */
const SHORTEST_KEY_LINE = 6;

const PEM = /^\s*-----BEGIN [^\n]*-----\s*$/m;
const PEM_EDGE = /^-----(?:BEGIN|END) .*-----$/;
const SETTING = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$/;
const NO_SETTING = /^\s*(?:[#;].*|\[[^\]]*\]\s*)?$/;

/**
 * Lists what is secret of a secret: the whole, and of one with several lines or
 * a structure the parts that are secret by themselves. The rule is told in
 * docs/scripts.md.
 */
export function listSecretParts(secret: string): string[] {
  const parts = readParts(secret);
  const found = parts?.flatMap(part => partsOf(part)) ?? [];
  // A structure in which nothing looks secret has been misunderstood.
  if (found.length === 0) found.push(...linesOf(secret));
  return [secret, ...found];
}

interface Part {
  text: string;
  /** Whether where it stands says that it is secret. */
  isNamed: boolean;
}

function readParts(secret: string): Part[] | undefined {
  if (PEM.test(secret) && !/^\s*[\w-]+\s*[:=]/m.test(secret)) {
    return [{ text: secret, isNamed: true }];
  }
  const password = passwordOf(secret);
  if (password) return [{ text: secret, isNamed: false }];
  return readSettings(secret) ?? readStructure(secret);
}

function partsOf({ text, isNamed }: Part): string[] {
  const password = passwordOf(text);
  if (password) return [password, decode(password)];
  if (!isNamed && !hasSecretLook(text)) return [];
  if (!PEM.test(text)) return [text, ...linesOf(text)];
  return linesOf(text).filter(
    line => line.length >= SHORTEST_KEY_LINE && !PEM_EDGE.test(line),
  );
}

/** The lines of a text of several, which is what a log shows. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.length < 2
    ? []
    : lines.flatMap(line => (line.trim() ? [line, line.trim()] : []));
}

/** Reads `NAME=value` lines with comments and `[sections]`; undefined for anything else. */
function readSettings(text: string): Part[] | undefined {
  const lines = text.split(/\r?\n/).filter(line => !NO_SETTING.test(line));
  const settings = lines.map(line => SETTING.exec(line));
  if (lines.length === 0 || !settings.every(setting => setting !== null)) {
    return undefined;
  }
  const isStructured = text.trim().includes('\n');
  return isStructured
    ? settings.map(([, name, value]) => ({
        text: value.replace(/^(["'])(.*)\1$/, '$2'),
        isNamed: isSecretName(name),
      }))
    : undefined;
}

/** Reads YAML or JSON; undefined for anything else. */
function readStructure(text: string): Part[] | undefined {
  const mayBe = text.trim().includes('\n') || /^\s*[{[]/.test(text);
  if (!mayBe || text.length > LONGEST_STRUCTURE) return undefined;
  try {
    const value: unknown = parse(text, { logLevel: 'silent' });
    return value !== null && typeof value === 'object'
      ? listLeaves(value, false)
      : undefined;
  } catch {
    // A text that is no YAML is a plain one.
    return undefined;
  }
}

function listLeaves(value: unknown, isNamed: boolean): Part[] {
  if (Array.isArray(value)) {
    return value.flatMap(item => listLeaves(item, isNamed));
  }
  if (value !== null && typeof value === 'object') {
    const isSecretObject = 'kind' in value && value.kind === 'Secret';
    return Object.entries(value).flatMap(([name, item]) =>
      listLeaves(
        item,
        (isNamed && typeof item !== 'object') ||
          isSecretName(name) ||
          (isSecretObject && /^(?:data|stringData)$/.test(name)),
      ),
    );
  }
  if (typeof value === 'boolean' || value === null) return [];
  return [{ text: String(value), isNamed }];
}

/** The password in an address, as it is written there. */
function passwordOf(text: string): string | undefined {
  return /^\s*[a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:([^\s/@]+)@/i.exec(text)?.[1];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
