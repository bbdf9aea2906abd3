import type { frameMessages } from '../../messages/frame';
import type { Texts } from '../Texts';

export const frameTexts: Texts<typeof frameMessages> = {
  environment: {
    label: 'Umgebung aller Seiten',
    of: 'Umgebung: {{environment}}',
    production: '{{environment}}: Was Sie hier tun, wirkt sofort',
    acting: 'Das geschieht in {{environment}}.',
  },
  frame: {
    reload: 'Neu laden',
    notLoaded: {
      title: 'Diese Seite ließ sich nicht laden',
      text: 'Vielleicht fehlt die Verbindung, oder das Portal hat eine neue Version. Was läuft, läuft ohne diese Seite weiter.',
    },
    broken: {
      title: 'Diese Seite funktioniert nicht',
      text: 'Laden Sie sie neu. Hilft das nicht, dann sagen Sie den Verantwortlichen der Plattform, was hier steht:',
    },
    unknown: {
      title: 'Unter dieser Adresse gibt es keine Seite',
      text: 'Sie enthält vielleicht einen Tippfehler oder ist veraltet. Diese Seiten gibt es:',
    },
    offline: {
      title: 'Sie sind offline',
      text: 'So war es {{when}}. Die Seite geht von selbst weiter, sobald die Verbindung wieder da ist.',
      unheard:
        'Die Seite geht von selbst weiter, sobald die Verbindung wieder da ist.',
    },
    away: {
      title: 'Das Backend antwortet nicht',
      text: 'So war es {{when}}. Die Seite geht von selbst weiter, sobald es wieder antwortet.',
      unheard: 'Die Seite geht von selbst weiter, sobald es antwortet.',
    },
    follow: 'Folgen',
  },
};
