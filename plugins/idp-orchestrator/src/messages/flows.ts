/** The list of flows, a flow and its form, and plans. */
export const flowsMessages = {
  flows: {
    search: 'Search flows',
    noMatch: 'No flow matches',
    showAll: 'Show all flows',
    empty: {
      title: 'No flows yet',
      text: 'Flows are YAML files in the flows folder of the backend, or come from a backend module.',
    },
    kind: { flow: 'Flows', task: 'Tasks' },
    kindHint: {
      flow: 'Several steps in order, as one durable run.',
      task: 'One script, run on its own.',
    },
    stepCount_one: '{{count}} step',
    stepCount_other: '{{count}} steps',
    mayNotRun: 'You may not run this: {{because}}',
    problems_one: '{{count}} definition could not be loaded',
    problems_other: '{{count}} definitions could not be loaded',
    warnings_one: '{{count}} definition can be used, but should be corrected',
    warnings_other:
      '{{count}} definitions can be used, but should be corrected',
    owner: 'Looked after by',
    itsRuns: 'Runs of this flow',
    steps: 'Steps',
    graph: 'The steps and what they need',
  },
  form: {
    environment: 'Environment',
    environmentHint: 'Empty: the default of the backend.',
    reason: 'Reason',
    reasonHint: 'Why this is run; kept with the run.',
    listHint: 'Press Enter after each',
    run: 'Run',
    dryRun: 'Dry run',
    plan: 'Show plan',
    json: 'Input (JSON)',
    notJson: 'Expected an object in JSON, such as {"name": "value"}.',
    asJson:
      'No form can be made of what this flow asks for, so write its input as JSON. {{reason}}',
    secretsAgain:
      'The form is filled in as that run was. Secrets are not kept: say them again.',
    confirm: {
      title: 'Run {{flow}} in {{environment}}?',
      effect_one: '{{count}} step would run: {{steps}}.',
      effect_other: '{{count}} steps would run: {{steps}}.',
      back: 'Do not run',
    },
    problem: 'expected {{expected}}, got {{got}}',
    refused: {
      invalid: 'Nothing was started: some values do not fit',
      forbidden: 'Nothing was started: you may not run this',
      broken: 'Nothing was started',
    },
  },
  plan: {
    title: 'Plan',
    nothingDone: 'For {{environment}}. Nothing has been done.',
    risk: 'This start:',
    steps_one: '{{count}} step',
    steps_other: '{{count}} steps',
    commands_one: '{{count}} command',
    commands_other: '{{count}} commands',
    usual: 'usually {{duration}}',
    decision: {
      run: 'would run',
      skip: 'would be skipped',
      depends: 'depends on earlier steps',
    },
    effect: {
      known: 'effect known',
      unknown: 'effect unknown',
      none: 'changes nothing',
    },
  },
  dryRun: {
    chip: 'Dry run',
    nothingDone: 'Dry run: nothing was changed',
    command: 'Command that would run',
  },
} as const;
