import type { scheduleWeekMessages } from '../../messages/scheduleWeek';
import type { Texts } from '../Texts';

export const scheduleWeekTexts: Texts<typeof scheduleWeekMessages> = {
  scheduleWeek: {
    view: 'Wie Zeitpläne gezeigt werden',
    views: { list: 'Liste', week: 'Woche' },
    before: 'Woche davor',
    present: 'Diese Woche',
    after: 'Woche danach',
    today: 'heute',
    allDay: 'ganzer Tag',
    many: '{{times}}-mal, {{from}} bis {{to}}',
    manyWrong_one: '{{count}} begann nicht oder wird nicht beginnen',
    manyWrong_other: '{{count}} begannen nicht oder werden nicht beginnen',
    collisions: 'Was sich in die Quere kommen wird',
    results: {
      'needs-consent': 'Braucht Zustimmung',
      broken: 'Kaputt',
      stopped: 'Gestoppt',
    },
  },
};
