/** The way in which a parameter reaches a script, as the catalog writes it. */
export type As = string | Record<string, string | boolean>;

/** A parameter as it was found in a script. */
export interface DraftParameter {
  name: string;
  type: 'string' | 'boolean' | 'integer' | 'number' | 'array';
  /** Absent where the catalog's own way is meant: an option of its name. */
  as?: As;
  description?: string;
  default?: string | number | boolean;
  enum?: string[];
  required: boolean;
  isSecret?: boolean;
  /** What is to be decided of it. */
  toDecide?: string;
}

/** A thing that a script can do, as it was found. */
export interface DraftAction {
  name: string;
  /** What stands first in its command line; its name when absent. */
  words?: string[];
  description?: string;
  readOnly?: boolean;
  /** The names of the parameters that it takes; all of the script when absent. */
  parameters?: string[];
}

/** A script as it was read: all that is known of it, and what is not. */
export interface Draft {
  /** The path below the folder. */
  file: string;
  id: string;
  title: string;
  description: string;
  risk: 'low' | 'medium' | 'high';
  json?: true | 'always';
  dryRun?: boolean;
  /** What stands first in each command line. */
  words?: string[];
  parameters: DraftParameter[];
  actions: DraftAction[];
  /** The names of variables that hold secrets. */
  secrets: string[];
  exitCodes: Array<[code: number, meaning: string]>;
  /** What is to be decided of the script as a whole. */
  toDecide: string[];
}

/** Makes the name of a parameter of an option, a variable or a word of a usage text. */
export function parameterName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const usable = /^[a-z]/.test(name) ? name : `value_${name}`;
  // These mean something else in the input of a script that is run by itself.
  return ['action', 'args', 'dry_run'].includes(usable)
    ? `${usable}_value`
    : usable;
}

/** Tells by its name whether a value is secret. */
export function looksSecret(name: string): boolean {
  return /(passw|passphrase|secret|token|credential|api_?key|private_?key)/i.test(
    name,
  );
}
