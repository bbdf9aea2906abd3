import type { catalogMessages } from '../../messages/catalog';
import type { Texts } from '../Texts';

export const catalogTexts: Texts<typeof catalogMessages> = {
  catalog: {
    tab: 'Betrieb',
    card: 'Betrieb',
    more: 'Alles über diesen Dienst',
    unknownService:
      'In dieser Umgebung gibt es den Dienst „{{name}}“ nicht, den der Eintrag nennt.',
    noService: {
      title: 'Dieser Eintrag steht für keinen Dienst der Plattform',
      text: 'Er täte es mit der Annotation',
    },
    team: 'Dienste der Plattform',
  },
};
