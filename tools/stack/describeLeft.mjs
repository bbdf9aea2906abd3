import {
  describeSandboxServices,
  findSandboxServices,
} from './sandboxServices.mjs';
import {
  describeScriptsUnderWay,
  findScriptsUnderWay,
} from './scriptsUnderWay.mjs';

/**
 * What runs now of a data folder and outlives the backend on purpose, a line
 * each: services of the sandbox, so that a start is no loss, and scripts, so
 * that a restart is none.
 *
 * @param how - what the lines say of them, of several and of one
 * @returns {string[]}
 */
export function describeLeft(dataDirectory, { services, scripts }) {
  const found = [
    [describeSandboxServices(findSandboxServices(dataDirectory)), services],
    [describeScriptsUnderWay(findScriptsUnderWay(dataDirectory)), scripts],
  ];
  return found.flatMap(([described, said]) =>
    described ? [`${described}: ${said}.`] : [],
  );
}
