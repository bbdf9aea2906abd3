import type { problemsMessages } from '../../messages/problems';
import type { Texts } from '../Texts';

export const problemsTexts: Texts<typeof problemsMessages> = {
  problems: {
    title: 'Was nicht stimmt',
    count_one: '{{count}} Sache hier ist nicht, wie sie sein soll.',
    count_other: '{{count}} Dinge hier sind nicht, wie sie sein sollen.',
    show: 'Ansehen, was es ist und was zu tun ist',
    back: 'Zurück zur Übersicht',
    unknown:
      'Niemand weiß, ob hier etwas nicht ist, wie es sein soll: {{because}}',
    about: {
      backend: 'Das Backend',
      flow: 'Abläufe und Skripte',
      service: 'Dienste',
      schedule: 'Zeitpläne',
      window: 'Zeitfenster',
    },
    none: {
      title: 'Alles ist, wie es sein soll',
      text: 'Mit Abläufen, Skripten, Diensten und dem Backend stimmt alles, soweit Sie es sehen dürfen.',
    },
  },
};
