import {
  CONTRACTS,
  type Contract,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { listContracts } from './listContracts';

const HEAD = `// Made from the contracts by \`tools/yarn docs:openapi\`.
import type { Contracts } from './contracts';
import type { RoutesOf } from './Route';

/**
 * The address of each operation, by its id. It stands apart from the contracts
 * so that a browser's client needs none of their schemas.
 *
 * @public
 */
`;

/** The module with the addresses of all operations, for clients. */
export function createRoutesText(): string {
  const lines = listContracts(CONTRACTS).map(
    contract => `  ${contract.id}: ${describe(contract)},\n`,
  );
  return `${HEAD}export const ROUTES = {\n${lines.join('')}} as const satisfies RoutesOf<Contracts>;\n`;
}

/** As prettier has it: on one line where it fits. */
function describe(contract: Contract): string {
  const { id, method, path } = contract;
  const fields = [
    `method: '${method}'`,
    `path: '${path}'`,
    ...(takesQuery(contract) ? ['takesQuery: true'] : []),
    ...kindOf(contract),
  ];
  const line = `  ${id}: { ${fields.join(', ')} },`;
  if (line.length <= 80) return `{ ${fields.join(', ')} }`;
  return `{\n${fields.map(field => `    ${field},\n`).join('')}  }`;
}

function takesQuery({ query }: Contract): boolean {
  return Object.keys(query.shape).length > 0;
}

/** What a client does not get as JSON by asking once. */
function kindOf({ media, answer }: Contract): string[] {
  if ('text/event-stream' in media) return ["gives: 'events'"];
  return answer ? [] : ["gives: 'file'"];
}
