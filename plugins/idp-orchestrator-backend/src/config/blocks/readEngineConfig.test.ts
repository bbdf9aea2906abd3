import { describeBlock } from '../__testUtils__/describeBlock';
import { readEngineConfig } from './readEngineConfig';

describe('The engine in configuration', () => {
  describeBlock(readEngineConfig, {
    absent: {
      concurrency: 20,
      role: 'all',
      labels: [],
      hostName: undefined,
      adoptionWindowMs: 120_000,
      graceMs: 10_000,
      maxOutputBytes: 100 * 1024 * 1024,
      minFreeBytes: 64 * 1024 * 1024,
      scriptsSurviveStop: 'auto',
      drainTimeoutMs: 600_000,
    },
    good: [
      [
        'what says what this process is',
        {
          engine: {
            concurrency: '5',
            role: 'worker',
            labels: ['gpu'],
            hostName: 'one',
          },
        },
        {
          concurrency: 5,
          role: 'worker',
          labels: ['gpu'],
          hostName: 'one',
        },
      ],
      [
        'an account for scripts, by name or number',
        { engine: { runAs: { user: 'idp-scripts', group: 1001 } } },
        { runAs: { user: 'idp-scripts', group: '1001' } },
      ],
      [
        'durations in every form',
        { engine: { adoptionWindow: { minutes: 5 }, grace: '500ms' } },
        { adoptionWindowMs: 300_000, graceMs: 500 },
      ],
      [
        'how it stops',
        { engine: { scriptsSurviveStop: 'never', drainTimeout: '25s' } },
        { scriptsSurviveStop: 'never', drainTimeoutMs: 25_000 },
      ],
      [
        'the keys with a unit in their names',
        { engine: { adoptionWindowSeconds: 5, graceSeconds: '0.2' } },
        { adoptionWindowMs: 5_000, graceMs: 200 },
      ],
      [
        'the newer key when both are there',
        { engine: { grace: 'PT3S', graceSeconds: 20 } },
        { graceMs: 3_000 },
      ],
      [
        'limits of the spool, with a unit or in bytes',
        { engine: { spool: { maxOutput: '1.5 GiB', minFree: 0 } } },
        { maxOutputBytes: 1_610_612_736, minFreeBytes: 0 },
      ],
      [
        'limits of the spool from environment variables',
        { engine: { spool: { maxOutput: '2097152', minFree: '512KiB' } } },
        { maxOutputBytes: 2_097_152, minFreeBytes: 524_288 },
      ],
      [
        'no grace at all',
        { engine: { grace: { seconds: 0 } } },
        { graceMs: 0 },
      ],
      [
        'what was taken back by null',
        { engine: { concurrency: null, labels: null } },
        { concurrency: 20, labels: [] },
      ],
    ],
    bad: [
      [
        'everything that is wrong at once',
        {
          engine: {
            concurrency: 0,
            role: 'boss',
            labels: 'gpu',
            graceSeconds: -1,
            graec: '1s',
            scriptsSurviveStop: 'maybe',
            drainTimeout: 30,
          },
        },
        [
          'idpOrchestrator.engine.concurrency: expected a whole number of at least 1, got 0',
          'idpOrchestrator.engine.role: expected one of all, api, worker, got "boss"',
          'idpOrchestrator.engine.labels: expected a list of texts, got "gpu"',
          'idpOrchestrator.engine.graceSeconds: expected a number of seconds of 0 or more, got -1',
          'idpOrchestrator.engine.scriptsSurviveStop: expected one of auto, always, never, got "maybe"',
          'idpOrchestrator.engine.drainTimeout: expected a time of 0 or more, written as { minutes: 2 }, 2m or PT2M, got 30',
          'idpOrchestrator.engine.graec: expected no property of this name, got "1s"',
        ],
      ],
      [
        'a number without a unit where a duration is wanted',
        { engine: { adoptionWindow: 120 } },
        [
          'idpOrchestrator.engine.adoptionWindow: expected a time of 0 or more, written as { minutes: 2 }, 2m or PT2M, got 120',
        ],
      ],
      [
        'amounts of bytes that are none, or too small',
        { engine: { spool: { maxOutput: '100 MB', minFree: -1 } } },
        [
          'idpOrchestrator.engine.spool.maxOutput: expected an amount of bytes of at least 1 MiB, written as 100 MiB, 512 KiB or a number of bytes, got "100 MB"',
          'idpOrchestrator.engine.spool.minFree: expected an amount of bytes of at least 0 B, written as',
        ],
      ],
      [
        'accounts that could be options of a command, and half ones',
        { engine: { runAs: { user: '--help', groups: 'x' } } },
        [
          'idpOrchestrator.engine.runAs.user: expected the name or number of an account',
          'idpOrchestrator.engine.runAs.groups: expected',
        ],
      ],
      [
        'an account without a user',
        { engine: { runAs: { group: 'x' } } },
        ['idpOrchestrator.engine.runAs.user: expected the name or number'],
      ],
      [
        'what is no block',
        { engine: 'fast' },
        [
          'idpOrchestrator.engine: expected the settings of the engine, got "fast"',
        ],
      ],
    ],
  });
});
