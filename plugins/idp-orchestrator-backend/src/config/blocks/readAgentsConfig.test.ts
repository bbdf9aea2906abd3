import { describeBlock } from '../__testUtils__/describeBlock';
import { readAgentsConfig } from './readAgentsConfig';

describe('Agents in configuration', () => {
  describeBlock(
    config => readAgentsConfig(config, ['development', 'staging']),
    {
      absent: {
        subjects: [],
        rules: {
          dryRunFrom: 'medium',
          dryRunWindowMs: 3_600_000,
          highestRisk: 'high',
          environments: undefined,
          startsPerHour: 30,
          mayApprove: false,
          ownProposals: false,
        },
      },
      good: [
        [
          'everything',
          {
            agents: {
              subjects: ['external:assistant'],
              dryRunFrom: 'never',
              dryRunWindow: { hours: 2 },
              highestRisk: 'critical',
              environments: ['staging'],
              startsPerHour: 0,
              mayApprove: true,
              ownProposals: 'true',
            },
          },
          {
            subjects: ['external:assistant'],
            rules: {
              dryRunFrom: 'never',
              dryRunWindowMs: 7_200_000,
              highestRisk: 'critical',
              environments: ['staging'],
              startsPerHour: 0,
              mayApprove: true,
              ownProposals: true,
            },
          },
        ],
        [
          'minutes',
          { agents: { dryRunWindowMinutes: 5 } },
          { rules: { dryRunWindowMs: 300_000 } },
        ],
      ],
      bad: [
        [
          'everything that is wrong at once',
          {
            agents: {
              dryRunFrom: 'always',
              dryRunWindow: '2d',
              dryRunWindowMinutes: 0,
              highestRisk: 'never',
              environments: ['moon'],
              startsPerHour: 1.5,
            },
          },
          [
            'idpOrchestrator.agents.dryRunFrom: expected one of low, medium, high, critical, never, got "always"',
            'idpOrchestrator.agents.dryRunWindow: expected a time of at least 1 min and at most 24 h',
            'idpOrchestrator.agents.dryRunWindowMinutes: expected a number of minutes of at least 1 min and at most 24 h, got 0',
            'idpOrchestrator.agents.highestRisk: expected one of low, medium, high, critical, got "never"',
            'idpOrchestrator.agents.environments.0: expected one of development, staging, got "moon"',
            'idpOrchestrator.agents.startsPerHour: expected a whole number from 0 to 100000, got 1.5',
          ],
        ],
      ],
    },
  );
});
