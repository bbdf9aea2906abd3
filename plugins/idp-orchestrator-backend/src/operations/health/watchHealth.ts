import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  narrowEach,
  readVisibility,
} from '../../access/authorization/serviceVisibility';
import { defineAnswer, defineInner } from '../defineOperation';

interface Following {
  environment?: string;
  /** Aborts when the reader is gone. */
  signal: AbortSignal;
}

/** Tells how the platform is, and again whenever that changes. */
export const followHealth = defineInner<Following>()({
  audit: {
    records: 'refusals',
    action: 'health.read',
    about: ({ input: { environment } }) => ({ environment }),
  },
  permit: (parts, { caller, input }) =>
    readVisibility(parts, caller, input.environment),
  async run({ healthFeeds, environments }, { input, permitted }) {
    const { environment = environments.fallback, signal } = input;
    const feed = await healthFeeds.watch(environment, signal);
    return narrowEach(feed, permitted);
  },
});

export const watchHealth = defineAnswer(CONTRACTS.watchHealth, 'health-stream');
