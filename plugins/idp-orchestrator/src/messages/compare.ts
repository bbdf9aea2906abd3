/** Of two runs beside each other. */
export const compareMessages = {
  compare: {
    title: 'Two runs compared',
    runs: 'The two runs',
    first: 'First',
    second: 'Second',
    steps: 'Steps of both runs',
    step: 'Step',
    difference: 'Difference',
    absent: 'Not in this run',
    apart: 'Here they went apart',
    together: 'All steps ended in the same way.',
    otherFlows: 'These are runs of two flows: only steps of the same id meet.',
    input: 'Input that differs',
    sameInput: 'Both had the same input.',
    name: 'Name',
    nothing: 'not given',
    longer: '{{time}} longer',
    shorter: '{{time}} shorter',
    same: 'as long',
    swap: 'Swap the two',
    missing: {
      title: 'Two runs are wanted here',
      text: 'Choose two in the list of runs, then Compare.',
      act: 'To the list of runs',
    },
  },
} as const;
