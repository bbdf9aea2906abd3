import { NotFoundError } from '@backstage/errors';

/** The folder of flows and scripts, as Windmill names places. */
const FOLDER = 'f/idp';

export function pathOf(flowId: string): string {
  return `${FOLDER}/${flowId}`;
}

/**
 * Reads the id of a flow or script from its path; `idp/x` is what `f/idp/x` is.
 *
 * @throws NotFoundError
 */
export function flowIdOf(path: string): string {
  const match = /^(?:f\/)?idp\/([^/]+)\/?$/.exec(path);
  if (match) return match[1];
  throw new NotFoundError(
    `There is nothing at ${path}: flows and scripts are at ${FOLDER}/<id>`,
  );
}
