/** What was and will be started in a week. */
export const scheduleWeekMessages = {
  scheduleWeek: {
    view: 'How schedules are shown',
    views: { list: 'List', week: 'Week' },
    before: 'Week before',
    present: 'This week',
    after: 'Week after',
    today: 'today',
    allDay: 'all day',
    many: '{{times}} times, {{from}} to {{to}}',
    manyWrong_one: '{{count}} did not or will not begin',
    manyWrong_other: '{{count}} did not or will not begin',
    collisions: 'What will get in its own way',
    results: {
      'needs-consent': 'Needs consent',
      broken: 'Broken',
      stopped: 'Stopped',
    },
  },
} as const;
