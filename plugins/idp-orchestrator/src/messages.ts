import { auditMessages } from './messages/audit';
import { catalogMessages } from './messages/catalog';
import { compareMessages } from './messages/compare';
import { flowsMessages } from './messages/flows';
import { frameMessages } from './messages/frame';
import { inputMessages } from './messages/input';
import { insightsMessages } from './messages/insights';
import { overviewMessages } from './messages/overview';
import { problemsMessages } from './messages/problems';
import { runMessages } from './messages/run';
import { runsMessages } from './messages/runs';
import { scheduleFormMessages } from './messages/scheduleForm';
import { scheduleWeekMessages } from './messages/scheduleWeek';
import { schedulesMessages } from './messages/schedules';
import { servicesMessages } from './messages/services';
import { windowsMessages } from './messages/windows';

/** The English texts. Short and plain; each state always by the same word. */
export const messages = {
  page: {
    title: 'IDP Orchestrator',
    overview: 'Overview',
    services: 'Services',
    flows: 'Flows',
    runs: 'Runs',
    schedules: 'Schedules',
    windows: 'Windows',
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
    rejected: 'Rejected',
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
      title: 'No access',
      text: 'Ask the owners of the platform for access. The backend said:',
    },
    missing: {
      title: 'Not found',
      text: 'It may have been removed, or the address is mistyped. The backend said:',
    },
    unconfigured: {
      title: 'Not configured yet',
      text: 'Whoever operates this Backstage has to say where the scripts are. The backend said:',
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
    remove: 'Remove the filter {{filter}}',
  },
  ...frameMessages,
  ...flowsMessages,
  ...inputMessages,
  ...runMessages,
  ...runsMessages,
  ...servicesMessages,
  ...overviewMessages,
  ...problemsMessages,
  ...insightsMessages,
  ...auditMessages,
  ...catalogMessages,
  ...compareMessages,
  ...windowsMessages,
  ...schedulesMessages,
  ...scheduleFormMessages,
  ...scheduleWeekMessages,
} as const;
