import { NotFoundError } from '@backstage/errors';

/** The folder of flows, scripts and schedules, as Windmill names places. */
const FOLDER = 'f/idp';

/** Gives the path of a flow, script or schedule. */
export function pathOf(id: string): string {
  return `${FOLDER}/${id}`;
}

/**
 * Reads the id of a flow or script from its path; `idp/x` is what `f/idp/x` is.
 *
 * @throws NotFoundError
 */
export function flowIdOf(path: string): string {
  return idAt(path, 'flows and scripts');
}

/**
 * Reads the id of a schedule from its path.
 *
 * @throws NotFoundError
 */
export function scheduleIdOf(path: string): string {
  return idAt(path, 'schedules');
}

function idAt(path: string, what: string): string {
  const match = /^(?:f\/)?idp\/([^/]+)\/?$/.exec(path);
  if (match) return match[1];
  throw new NotFoundError(
    `There is nothing at ${path}: ${what} are at ${FOLDER}/<id>`,
  );
}
