/** What is not as it should be, before anybody starts anything. */
export const problemsMessages = {
  problems: {
    title: 'What is wrong',
    count_one: '{{count}} thing here is not as it should be.',
    count_other: '{{count}} things here are not as they should be.',
    show: 'See what, and what to do',
    back: 'Back to the overview',
    unknown:
      'Nobody knows whether something here is not as it should be: {{because}}',
    about: {
      backend: 'The backend',
      flow: 'Flows and scripts',
      service: 'Services',
      schedule: 'Schedules',
      window: 'Windows',
    },
    none: {
      title: 'All is as it should be',
      text: 'Nothing is wrong with flows, scripts, services and the backend that you may see.',
    },
  },
} as const;
