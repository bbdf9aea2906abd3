import { auditMessages } from './messages/audit';
import { catalogMessages } from './messages/catalog';
import { compareMessages } from './messages/compare';
import { flowsMessages } from './messages/flows';
import { inputMessages } from './messages/input';
import { insightsMessages } from './messages/insights';
import { overviewMessages } from './messages/overview';
import { problemsMessages } from './messages/problems';
import { runMessages } from './messages/run';
import { servicesMessages } from './messages/services';

/** The English texts. Short and plain; each state always by the same word. */
export const messages = {
  page: {
    title: 'IDP Orchestrator',
    overview: 'Overview',
    services: 'Services',
    flows: 'Flows',
    runs: 'Runs',
    insights: 'Insights',
    audit: 'Audit',
  },
  state: {
    queued: 'Queued',
    pending: 'Pending',
    running: 'Running',
    waiting: 'Waiting',
    paused: 'Paused',
    cancelling: 'Cancelling',
    succeeded: 'Succeeded',
    'succeeded-with-warnings': 'Succeeded with warnings',
    warning: 'Warning',
    failed: 'Failed',
    skipped: 'Skipped',
    cancelled: 'Cancelled',
  },
  risk: {
    low: 'Low risk',
    medium: 'Medium risk',
    high: 'High risk',
    critical: 'Critical risk',
    through: 'through {{through}}',
  },
  people: { onBehalfOf: '{{agent}} for {{person}}' },
  failure: {
    retry: 'Try again',
    forbidden: {
      title: 'You may not see this',
      text: 'Ask the owners of the platform for access. The backend said:',
    },
    missing: {
      title: 'Not found',
      text: 'It may have been removed, or the address is mistyped. The backend said:',
    },
    unreachable: {
      title: 'The backend cannot be reached',
      text: 'Check your connection, then try again. What is running goes on without this page.',
    },
    broken: {
      title: 'Something went wrong',
      text: 'Trying again may help. The backend said:',
    },
  },
  list: {
    newest: 'Newest',
    older: 'Older',
    since: 'From day',
    until: 'To day',
  },
  runs: {
    label: 'Runs, newest first',
    run: 'Run',
    status: 'Status',
    flow: 'Flow',
    anyFlow: 'All flows',
    environment: 'Environment',
    startedBy: 'Started by',
    started: 'Started',
    duration: 'Duration',
    text: 'Search text',
    noMatch: 'No run matches',
    showAll: 'Show all runs',
    service: 'Service',
    strip: 'The last runs, oldest first',
    stripSays_one: '{{well}} of {{count}} went well',
    stripSays_other: '{{well}} of {{count}} went well',
    mark: '{{flow}}: {{state}}, {{when}}',
    choose: 'Choose',
    chooseOne: 'Choose {{flow}} of {{when}} to compare',
    compareLabel: 'Comparison',
    oneChosen: 'One run chosen; choose another one',
    twoChosen: 'Two runs chosen',
    compare: 'Compare',
    chooseNone: 'Choose none',
    empty: {
      title: 'Nothing has run yet',
      text: 'Runs show here as soon as somebody starts a flow.',
      act: 'See what can be run',
    },
  },
  ...flowsMessages,
  ...inputMessages,
  ...runMessages,
  ...servicesMessages,
  ...overviewMessages,
  ...problemsMessages,
  ...insightsMessages,
  ...auditMessages,
  ...catalogMessages,
  ...compareMessages,
} as const;
