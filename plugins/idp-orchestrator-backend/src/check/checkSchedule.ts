import { completeInput, readFlowInput } from '../access/resolve/readFlowInput';
import type { FlowListing } from '../flows/FlowCatalog';
import type { FileSchedule } from '../flows/files';
import { nameNearest } from '../problems/nameNearest';
import { toFinding, type Finding } from './Finding';

/**
 * Finds what would keep a schedule of a file from starting its flow.
 *
 * @param others - the ids of flows of which only the names are known
 */
export function checkSchedule(
  { definition, toProblem }: FileSchedule,
  { flows }: Pick<FlowListing, 'flows'>,
  others: readonly string[],
): Finding[] {
  const { flow: id, input, environment } = definition;
  const known = flows.find(({ flow }) => flow.id === id);
  if (known) {
    const completed = completeInput(known.flow, input, { environment });
    const { problems } = readFlowInput(known.flow, completed);
    return problems.map(problem => toFinding(toProblem(problem)));
  }
  if (others.includes(id)) return [];
  const names = [...flows.map(({ flow }) => flow.id), ...others];
  const got = `${id}. ${nameNearest(id, names)}`;
  const expected = 'a flow or script that there is';
  return [toFinding(toProblem({ path: 'flow', expected, got }))];
}
