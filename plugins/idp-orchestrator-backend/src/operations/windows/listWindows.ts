import {
  CONTRACTS,
  type ChangeWindow,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { readFlow } from '../../access/authorization/guards';
import { describeWindow } from '../../windows';
import { defineOperation } from '../defineOperation';

/** Lists freezes and maintenance windows, with whether they last now and when they do next. */
export const listWindows = defineOperation(CONTRACTS.listWindows, {
  audit: {
    records: 'refusals',
    action: 'window.read',
    about: ({ input: { environment } }) => ({ environment }),
  },
  async permit({ gate }, { caller }) {
    await gate.conditionOf(caller, readFlow);
  },
  async run({ windows, clock }, { input: { environment } }) {
    const now = clock.now();
    const items = windows
      .list()
      .filter(
        ({ definition: { environments } }) =>
          environment === undefined ||
          environments.length === 0 ||
          environments.includes(environment),
      )
      .map(window => describeWindow(window, now))
      // What is over says nothing any more.
      .filter(({ current, next }) => current || next)
      .sort((a, b) => placeOf(a).localeCompare(placeOf(b)));
    return { items };
  },
});

/** Those that last now come first, then by their next time. */
function placeOf({ current, next }: ChangeWindow): string {
  return current ? `0 ${current.to}` : `1 ${next?.from ?? ''}`;
}
