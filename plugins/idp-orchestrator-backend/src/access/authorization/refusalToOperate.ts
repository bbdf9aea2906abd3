import type { NotAllowedError } from '@backstage/errors';
import type { RunRequest } from '../../engine/createNewRun';
import { findOperated, type Operated } from '../resolve/operatedServices';
import type { Caller } from '../../operations/Orchestrator';
import type { Guarded } from './AuthorizeOptions';
import { operateService, readService } from './guards';
import { isWithin, type Guard } from './PermissionGate';
import { refuse } from './refusals';
import { traitsOfService, type ServiceTrait } from './resources';

type Asked = Pick<RunRequest, 'flow' | 'environment' | 'input' | 'dryRun'>;

/**
 * Why a caller may not let a run start, stop or look at services; nothing when
 * they may, or it does not. A dry run only looks.
 */
export async function refusalToOperate(
  guarded: Guarded,
  caller: Caller,
  asked: Asked,
): Promise<NotAllowedError | undefined> {
  for (const operated of await findOperated(asked, guarded.flows)) {
    const looks = operated.act === 'look' || asked.dryRun;
    const guard = looks ? readService : operateService;
    const refusal = await refusalFor(guarded, caller, { guard, operated });
    if (refusal) return refusal;
  }
  return undefined;
}

/** Where nobody can tell before which services, or where, it takes the permission for all. */
async function refusalFor(
  { gate, inventory, environments }: Guarded,
  caller: Caller,
  { guard, operated }: { guard: Guard<ServiceTrait>; operated: Operated },
): Promise<NotAllowedError | undefined> {
  const leave = await gate.leaveOf(caller, guard);
  if (leave.kind === 'all') return undefined;
  if (leave.kind === 'none') return refuse(guard.permission);
  const places = operated.environment
    ? [operated.environment]
    : environments.known;
  for (const environment of places) {
    const known = await inventory.list(environment);
    const meant =
      operated.services === 'any'
        ? known
        : operated.services.map(
            name =>
              known.find(service => service.name === name) ?? {
                name,
                environment,
              },
          );
    const refused = meant.filter(
      service => !isWithin(leave, traitsOfService(service)),
    );
    if (refused.length > 0) {
      const names = refused.map(({ name }) => name).join(', ');
      return refuse(guard.permission, `${names} in ${environment}`);
    }
  }
  return undefined;
}
