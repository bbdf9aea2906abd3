import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  CONTRACTS,
  windowCreatePermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { aboutThing } from '../../access/recording';
import type { WindowDefinition } from '../../ports';
import { describeWindow } from '../../windows';
import { defineOperation } from '../defineOperation';
import { requireNoAgent } from './requireNoAgent';

/** Ends a window that a call has made; the runs that it holds go on at once. */
export const endWindow = defineOperation(CONTRACTS.endWindow, {
  audit: {
    records: 'every call',
    action: 'window.end',
    about: ({ input: { windowId, request } }) => ({
      ...aboutThing('window', windowId),
      reason: request.reason,
    }),
    outcome: ({ title }) => `${title} is over`,
  },
  async permit({ gate }, { caller }) {
    await gate.require(caller, windowCreatePermission);
    requireNoAgent(caller);
  },
  async run({ windows, clock }, { input: { windowId } }) {
    await windows.refresh();
    const known = windows
      .list()
      .find(({ definition }) => definition.id === windowId);
    if (!known) {
      if (await windows.wasMade(windowId)) {
        throw new ConflictError(`Window ${windowId} is over already`);
      }
      throw new NotFoundError(
        `There is no window ${windowId}: see those that there are with GET /windows`,
      );
    }
    const place = placeOf(known.definition);
    if (place) {
      throw new ConflictError(
        `Window ${windowId} is written in ${place} and ends there. A run that it holds can be let go on by itself`,
      );
    }
    const now = clock.now();
    await windows.end(windowId, now);
    const { current: _, next: __, ...ended } = describeWindow(known, now);
    return ended;
  },
});

function placeOf({ source, file }: WindowDefinition): string | undefined {
  switch (source) {
    case 'configuration':
      return 'the configuration (idpOrchestrator.windows)';
    case 'file':
      return `the file ${file} of the folder of the flows`;
    default:
      return undefined;
  }
}
