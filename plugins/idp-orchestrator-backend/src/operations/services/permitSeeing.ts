import {
  readVisibility,
  requireSeen,
  type Visibility,
} from '../../access/authorization/serviceVisibility';
import { aboutThing } from '../../access/recording';
import type { Call } from '../defineOperation';
import type { OperationParts } from '../OperationParts';

interface OneService {
  name: string;
  environment?: string;
}

/** Lets those through who may see the service; for others it is not there. */
export async function permitSeeing(
  parts: OperationParts,
  { caller, input: { name, environment } }: Call<OneService>,
): Promise<Visibility> {
  const visibility = await readVisibility(parts, caller, environment);
  requireSeen(visibility, name);
  return visibility;
}

/** The audit of looking at a service, which is recorded where it is refused. */
export const auditOfReading = {
  records: 'refusals' as const,
  action: 'service.read',
  about: ({ input: { name, environment } }: Call<OneService>) => ({
    ...aboutThing('service', name),
    environment,
  }),
};
