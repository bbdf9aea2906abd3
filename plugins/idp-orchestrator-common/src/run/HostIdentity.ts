/**
 * A host, or a container of it: where processes can see each other. Two
 * containers of one host may have its name, and a number of a process means
 * another one after a restart.
 *
 * @public
 */
export interface HostIdentity {
  /** The name that people know it by. */
  name: string;
  /** The start of its kernel. */
  boot: string;
  /** The process numbers of that kernel that processes there see. */
  namespace: string;
}

/**
 * The host and folder in which an attempt was started: the `host` of an attempt and of its event.
 *
 * @public
 */
export interface SpoolIdentity extends HostIdentity {
  /** The mark of the folder of attempts; a path does not say whether two hosts mean the same disk. */
  spool: string;
}

/**
 * A process that works on runs: the `worker` of `run.started` and `run.resumed`.
 *
 * @public
 */
export interface WorkerIdentity extends HostIdentity {
  pid: number;
  /** Tells it from a later process with its number. */
  startTime: string;
  /** Tells it from another worker in the same process. */
  instance: string;
}

/**
 * Writes the identity as text, its parts with slashes between them.
 *
 * @public
 */
export function formatHostIdentity(host: HostIdentity): string {
  return formatParts([host.name, host.boot, host.namespace]);
}

/**
 * Reads it from text; undefined for what is no such text.
 *
 * @public
 */
export function parseHostIdentity(text: string): HostIdentity | undefined {
  const parts = parseParts(text, 3);
  if (!parts) return undefined;
  const [name, boot, namespace] = parts;
  return { name, boot, namespace };
}

/**
 * Writes the identity as text, which begins as that of its host.
 *
 * @public
 */
export function formatSpoolIdentity(identity: SpoolIdentity): string {
  const { name, boot, namespace, spool } = identity;
  return formatParts([name, boot, namespace, spool]);
}

/**
 * Reads it from text; undefined for what is no such text.
 *
 * @public
 */
export function parseSpoolIdentity(text: string): SpoolIdentity | undefined {
  const parts = parseParts(text, 4);
  if (!parts) return undefined;
  const [name, boot, namespace, spool] = parts;
  return { name, boot, namespace, spool };
}

/**
 * Writes the identity as text, which begins as that of its host.
 *
 * @public
 */
export function formatWorkerIdentity(worker: WorkerIdentity): string {
  const { name, boot, namespace, pid, startTime, instance } = worker;
  const process = [String(pid), startTime, instance];
  return formatParts([name, boot, namespace, ...process]);
}

/**
 * Reads it from text; undefined for what is no such text.
 *
 * @public
 */
export function parseWorkerIdentity(text: string): WorkerIdentity | undefined {
  const parts = parseParts(text, 6);
  if (!parts) return undefined;
  const [name, boot, namespace, number, startTime, instance] = parts;
  // 0 would be read as the reader's own process group.
  if (!/^[1-9]\d*$/.test(number)) return undefined;
  const pid = Number(number);
  return { name, boot, namespace, pid, startTime, instance };
}

/**
 * Reads the name that people know the host by from any of these texts.
 *
 * @public
 */
export function hostNameOf(text: string): string {
  return decode(text.split('/')[0]);
}

function formatParts(parts: string[]): string {
  return parts.map(encode).join('/');
}

function parseParts(text: string, count: number): string[] | undefined {
  const parts = text.split('/');
  return parts.length === count ? parts.map(decode) : undefined;
}

function encode(part: string): string {
  return part.replaceAll('%', '%25').replaceAll('/', '%2F');
}

function decode(part: string): string {
  return part.replaceAll('%2F', '/').replaceAll('%25', '%');
}
