/** How runs went over time. */
export const insightsMessages = {
  insights: {
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
    tooFew_one: 'A median takes {{count}} that succeeded.',
    tooFew_other:
      'A median takes {{count}} that succeeded; there are fewer in this time.',
    flows: 'Flows',
    flow: 'Flow',
    step: 'Step',
    day: 'Day (UTC)',
    ended: 'Runs ended',
    success: 'Success',
    failed: 'Failed',
    p50: 'Median',
    p90: 'p90',
    more_one: '{{text}} more than the day before',
    more_other: '{{text}} more than in the {{count}} days before',
    less_one: '{{text}} less than the day before',
    less_other: '{{text}} less than in the {{count}} days before',
    points: '{{points}} points',
    trendHow:
      '▲ and ▼: against as long a time before. Time that people or locks keep a run waiting does not count.',
    attempts: 'Attempts per run',
    slowest: 'Slowest steps',
    noSlowest: 'No step has succeeded in this time.',
    flakiest: 'Flakiest steps',
    noFlakiest: 'Every step succeeded at the first attempt.',
    broken: 'Steps that never succeed',
    saved: 'Time saved',
    savedHow:
      'Runs that succeeded × what a person needs by hand, less the median of the runs. A run that takes longer than a person counts as nothing saved.',
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
