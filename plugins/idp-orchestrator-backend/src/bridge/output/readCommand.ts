import type {
  Annotation,
  Progress,
  ServiceTouch,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A command that a script writes as a line of its output, in the manner known from CI systems. */
export type OutputCommand =
  | { name: 'progress'; progress: Progress }
  | { name: 'annotation'; annotation: Annotation }
  | { name: 'service'; touch: ServiceTouch }
  /** The secret as it is printed, and as it is meant where its line ends were escaped. */
  | { name: 'add-mask'; secrets: string[] };

const COMMAND = /^::([a-z-]+)::(.*)$/s;

const SERVICE = /^([^\s:]+)::\s*(\S.*)$/s;

const PROGRESS = /^(\d{1,3}(?:\.\d+)?)(?:::(.*))?$/s;

/**
 * Reads a command from a line; undefined for a plain one, and so for a command
 * that is malformed. Groups stay lines: whoever shows the log folds them.
 */
export function readCommand(line: string): OutputCommand | undefined {
  if (!line.startsWith('::')) return undefined;
  const [, name, rest] = COMMAND.exec(line) ?? [];
  switch (name) {
    case 'progress':
      return readProgress(rest);
    case 'warning':
    case 'error':
      return rest.trim() === ''
        ? undefined
        : { name: 'annotation', annotation: { level: name, text: rest } };
    case 'service':
      return readService(rest);
    case 'add-mask':
      return rest.trim() === ''
        ? undefined
        : { name, secrets: readMasks(rest) };
    default:
      return undefined;
  }
}

/** Reads what is to be masked: line ends in it are written as `%0A`, as CI systems have it. */
function readMasks(rest: string): string[] {
  const meant = rest
    .replace(/%0d/gi, '\r')
    .replace(/%0a/gi, '\n')
    .replaceAll('%25', '%');
  return meant === rest ? [rest] : [rest, meant];
}

function readService(rest: string): OutputCommand | undefined {
  const [, service, what] = SERVICE.exec(rest) ?? [];
  if (service === undefined) return undefined;
  return { name: 'service', touch: { service, what: what.trimEnd() } };
}

function readProgress(rest: string): OutputCommand | undefined {
  const [, digits, message] = PROGRESS.exec(rest) ?? [];
  const percent = Number(digits);
  if (digits === undefined || percent > 100) return undefined;
  return {
    name: 'progress',
    progress: message ? { percent, message } : { percent },
  };
}
