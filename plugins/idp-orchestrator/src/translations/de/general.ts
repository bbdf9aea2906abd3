import type { messages } from '../../messages';
import type { Texts } from '../Texts';

type General = Pick<
  typeof messages,
  'page' | 'state' | 'risk' | 'people' | 'failure' | 'list'
>;

export const generalTexts: Texts<General> = {
  page: {
    title: 'IDP Orchestrator',
    overview: 'Überblick',
    services: 'Dienste',
    flows: 'Abläufe',
    runs: 'Läufe',
    schedules: 'Zeitpläne',
    windows: 'Fenster',
    insights: 'Auswertung',
    audit: 'Protokoll',
  },
  state: {
    queued: 'Eingereiht',
    pending: 'Steht aus',
    running: 'Läuft',
    waiting: 'Wartet',
    paused: 'Pausiert',
    cancelling: 'Wird abgebrochen',
    succeeded: 'Gelungen',
    'succeeded-with-warnings': 'Gelungen mit Warnungen',
    warning: 'Warnung',
    failed: 'Fehlgeschlagen',
    skipped: 'Übersprungen',
    cancelled: 'Abgebrochen',
    rejected: 'Abgelehnt',
  },
  risk: {
    low: 'Geringes Risiko',
    medium: 'Mittleres Risiko',
    high: 'Hohes Risiko',
    critical: 'Sehr hohes Risiko',
    through: 'durch {{through}}',
  },
  people: { onBehalfOf: '{{agent}} für {{person}}' },
  failure: {
    retry: 'Noch einmal versuchen',
    forbidden: {
      title: 'Kein Zugriff',
      text: 'Zugang geben die Verantwortlichen der Plattform. Das Backend sagt:',
    },
    missing: {
      title: 'Nicht gefunden',
      text: 'Es wurde vielleicht entfernt, oder die Adresse enthält einen Tippfehler. Das Backend sagt:',
    },
    unconfigured: {
      title: 'Noch nicht eingerichtet',
      text: 'Wer dieses Backstage betreibt, muss sagen, wo die Skripte liegen. Das Backend sagt:',
    },
    unreachable: {
      title: 'Das Backend ist nicht erreichbar',
      text: 'Bitte die Verbindung prüfen und es noch einmal versuchen. Was läuft, läuft ohne diese Seite weiter.',
    },
    broken: {
      title: 'Etwas ist schiefgegangen',
      text: 'Vielleicht hilft ein neuer Versuch. Das Backend sagt:',
    },
  },
  list: {
    newest: 'Neueste',
    older: 'Ältere',
    since: 'Vom Tag',
    until: 'Bis zum Tag',
    remove: 'Filter {{filter}} entfernen',
  },
};
