/** Who did what. */
export const auditMessages = {
  audit: {
    label: 'Audit, newest first',
    number: 'No.',
    who: 'Who',
    what: 'What',
    act: 'Act',
    subject: 'About (id)',
    outcome: 'Outcome',
    anyOutcome: 'All outcomes',
    environment: 'Environment',
    when: 'When',
    from: 'From where',
    because: 'Because: {{reason}}',
    conversation: 'Conversation {{id}}',
    outcomes: { done: 'Done', refused: 'Refused', failed: 'Failed' },
    doors: {
      rest: 'Portal or API',
      windmill: 'Windmill door',
      agent: 'Agent',
      scaffolder: 'Template',
    },
    means: {
      session: 'signed in',
      token: 'by token',
      link: 'by link',
    },
    noMatch: 'No entry matches',
    showAll: 'Show all entries',
    verify: 'Check integrity',
    whole_one: '{{count}} entry was checked; nothing was changed or removed.',
    whole_other:
      '{{count}} entries were checked; nothing was changed or removed.',
    sealed:
      'Sealed up to entry {{number}}: none of those can be changed unnoticed.',
    unsealed: 'No entry is sealed yet.',
    uncheckedSeals_one:
      '{{count}} seal cannot be checked, since its key is not known here: {{keys}}.',
    uncheckedSeals_other:
      '{{count}} seals cannot be checked, since their keys are not known here: {{keys}}.',
    broken: 'Entry {{number}} is not as it was written: {{because}}',
    empty: {
      title: 'Nothing has been done yet',
      text: 'Every call that changes something is kept here, also those that were refused.',
    },
  },
} as const;
