import type { ChangedService } from '../../ports';
import type { PreparedCall } from './PreparedCall';

/**
 * Lists the services that a call changes, as the script catalog tells: those
 * that it names, and those that the caller named by its `serviceParameter`. None
 * where the action only reads.
 */
export function listTouched({
  entry,
  action,
  args,
}: Pick<PreparedCall, 'entry' | 'action' | 'args'>): ChangedService[] {
  if (action.readOnly) return [];
  const what = `${entry.title}: ${action.title}`;
  const { serviceParameter } = entry;
  const [control, ...others] = action.controls;
  const named = serviceParameter ? namesIn(args[serviceParameter]) : [];
  return [
    ...action.touches
      .filter(service => !named.includes(service))
      .map(service => ({ service, what })),
    ...named.map(service => ({
      service,
      what,
      // One that is for both says by no more than its name which it does.
      ...(control && others.length === 0 && { control }),
    })),
  ];
}

/** A parameter takes one name, or a list of them. */
function namesIn(argument: unknown): string[] {
  const values = Array.isArray(argument) ? argument : [argument];
  return values.filter(
    (value): value is string => typeof value === 'string' && value !== '',
  );
}
