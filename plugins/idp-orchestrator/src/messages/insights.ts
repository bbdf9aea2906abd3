/** How runs went over time. */
export const insightsMessages = {
  insights: {
    environment: 'Environment',
    time: 'How far back',
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    perDay: 'Runs per day',
    perDayOf_one:
      'Chart of {{count}} run by day; the table below has the numbers',
    perDayOf_other:
      'Chart of {{count}} runs by day; the table below has the numbers',
    asTable: 'As a table',
    durations: 'How long flows take',
    durationsOf_one:
      'Chart of the durations of {{count}} flow; the table of flows has the numbers',
    durationsOf_other:
      'Chart of the durations of {{count}} flows; the table of flows has the numbers',
    noDurations: 'No run has succeeded in this time.',
    flows: 'Flows',
    flow: 'Flow',
    step: 'Step',
    day: 'Day (UTC)',
    ended: 'Runs ended',
    success: 'Success',
    failed: 'Failed',
    p50: 'Half take up to',
    p90: '90 % take up to',
    attempts: 'Attempts per run',
    slowest: 'Slowest steps',
    noSlowest: 'No step has succeeded in this time.',
    flakiest: 'Flakiest steps',
    noFlakiest: 'Every step went well at the first attempt.',
    saved: 'Time saved',
    savedHow:
      'Runs that succeeded × what a person needs by hand, less what half of the runs take at most. A run that takes longer than a person counts as nothing saved.',
    noSaved:
      'No flow that succeeded in this time says what it takes by hand (manualTime in its definition).',
    succeeded: 'Succeeded',
    byHand: 'By hand',
    empty: {
      title: 'Nothing ended in this time',
      text: 'Choose a longer time, or another flow or environment. Plans do not count.',
    },
  },
} as const;
