/** Who did what. */
export const auditMessages = {
  audit: {
    label: 'Audit, newest first',
    number: 'No.',
    who: 'Who',
    what: 'What',
    act: 'Action',
    anyAct: 'All actions',
    subject: 'Object',
    subjectHint: 'id of a run, flow or service',
    anyEnvironment: 'All environments',
    other: '{{who}}: {{act}} {{subject}}',
    refusedTo: '{{who}} was not allowed to {{what}}',
    failedTo: '{{who}} could not {{what}}',
    unknownTo: '{{who}} asked to {{what}}; nobody knows what came of it',
    subjects: {
      run: 'run {{name}}',
      flow: 'flow {{name}}',
      service: 'service {{name}}',
      script: 'script {{name}}',
      delivery: 'message {{name}}',
      window: 'window {{name}}',
      schedule: 'schedule {{name}}',
    },
    acts: {
      startRun: {
        label: 'Start',
        done: '{{who}} started {{subject}}',
        to: 'start {{subject}}',
      },
      runScript: {
        label: 'Run a script',
        done: '{{who}} ran {{subject}}',
        to: 'run {{subject}}',
      },
      cancelRun: {
        label: 'Cancel',
        done: '{{who}} cancelled {{subject}}',
        to: 'cancel {{subject}}',
      },
      pauseRun: {
        label: 'Pause',
        done: '{{who}} paused {{subject}}',
        to: 'pause {{subject}}',
      },
      resumeRun: {
        label: 'Resume',
        done: '{{who}} resumed {{subject}}',
        to: 'resume {{subject}}',
      },
      retryRun: {
        label: 'Retry',
        done: '{{who}} retried {{subject}}',
        to: 'retry {{subject}}',
      },
      rerun: {
        label: 'Run again',
        done: '{{who}} ran {{subject}} again',
        to: 'run {{subject}} again',
      },
      dismissRun: {
        label: 'Dismiss',
        done: '{{who}} dismissed the failure of {{subject}}',
        to: 'dismiss the failure of {{subject}}',
      },
      overrideWindow: {
        label: 'Override a window',
        done: '{{who}} let {{subject}} go on in spite of a window',
        to: 'let {{subject}} go on in spite of a window',
      },
      createWindow: {
        label: 'Make a window',
        done: '{{who}} made a freeze or maintenance window',
        to: 'make a freeze or maintenance window',
      },
      endWindow: {
        label: 'End a window',
        done: '{{who}} ended {{subject}}',
        to: 'end {{subject}}',
      },
      readWindows: {
        label: 'See windows',
        done: '{{who}} looked at the windows',
        to: 'look at the windows',
      },
      createSchedule: {
        label: 'Make a schedule',
        done: '{{who}} made {{subject}}',
        to: 'make {{subject}}',
      },
      updateSchedule: {
        label: 'Change a schedule',
        done: '{{who}} changed {{subject}}',
        to: 'change {{subject}}',
      },
      removeSchedule: {
        label: 'Remove a schedule',
        done: '{{who}} removed {{subject}}',
        to: 'remove {{subject}}',
      },
      pauseSchedule: {
        label: 'Pause a schedule',
        done: '{{who}} paused {{subject}}',
        to: 'pause {{subject}}',
      },
      resumeSchedule: {
        label: 'Resume a schedule',
        done: '{{who}} resumed {{subject}}',
        to: 'resume {{subject}}',
      },
      triggerSchedule: {
        label: 'Trigger a schedule',
        done: '{{who}} triggered {{subject}}',
        to: 'trigger {{subject}}',
      },
      skipSchedule: {
        label: 'Skip a due time',
        done: '{{who}} skipped the next due time of {{subject}}',
        to: 'skip the next due time of {{subject}}',
      },
      readSchedules: {
        label: 'See schedules',
        done: '{{who}} looked at {{subject}}',
        to: 'look at {{subject}}',
      },
      approveRun: {
        label: 'Approve',
        done: '{{who}} approved a step of {{subject}}',
        to: 'approve a step of {{subject}}',
      },
      rejectRun: {
        label: 'Reject',
        done: '{{who}} rejected a step of {{subject}}',
        to: 'reject a step of {{subject}}',
      },
      linkRun: {
        label: 'Make answering links',
        done: '{{who}} made links that answer a step of {{subject}}',
        to: 'make links that answer a step of {{subject}}',
      },
      redeliver: {
        label: 'Send again',
        done: '{{who}} sent {{subject}} again',
        to: 'send {{subject}} again',
      },
      planRun: {
        label: 'See a plan',
        done: '{{who}} looked at the plan of {{subject}}',
        to: 'see the plan of {{subject}}',
      },
      listFlows: {
        label: 'List flows',
        done: '{{who}} listed the flows',
        to: 'list the flows',
      },
      readFlow: {
        label: 'See a flow',
        done: '{{who}} looked at {{subject}}',
        to: 'see {{subject}}',
      },
      listRuns: {
        label: 'List runs',
        done: '{{who}} listed runs',
        to: 'list runs',
      },
      readRun: {
        label: 'See a run',
        done: '{{who}} looked at {{subject}}',
        to: 'see {{subject}}',
      },
      readService: {
        label: 'See a service',
        done: '{{who}} looked at {{subject}}',
        to: 'see {{subject}}',
      },
      readHealth: {
        label: 'See the health',
        done: '{{who}} looked at the health of the platform',
        to: 'see the health of the platform',
      },
      readAudit: {
        label: 'Read the audit',
        done: '{{who}} read the audit record',
        to: 'read the audit record',
      },
    },
    outcome: 'Outcome',
    anyOutcome: 'All outcomes',
    environment: 'Environment',
    when: 'When',
    from: 'Source',
    because: 'Because: {{reason}}',
    conversation: 'Conversation {{id}}',
    outcomes: {
      done: 'Done',
      refused: 'Refused',
      failed: 'Failed',
      unknown: 'Unknown',
    },
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
