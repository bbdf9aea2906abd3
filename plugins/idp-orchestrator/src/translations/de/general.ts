import type { messages } from '../../messages';
import type { Texts } from '../Texts';

type General = Pick<
  typeof messages,
  'page' | 'state' | 'risk' | 'people' | 'failure' | 'list' | 'runs'
>;

export const generalTexts: Texts<General> = {
  page: {
    title: 'IDP Orchestrator',
    overview: 'Überblick',
    services: 'Dienste',
    flows: 'Abläufe',
    runs: 'Läufe',
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
  },
  runs: {
    label: 'Läufe, die neuesten zuerst',
    run: 'Lauf',
    status: 'Zustand',
    flow: 'Ablauf',
    anyFlow: 'Alle Abläufe',
    environment: 'Umgebung',
    startedBy: 'Gestartet von',
    started: 'Gestartet',
    duration: 'Dauer',
    text: 'Text suchen',
    noMatch: 'Kein Lauf passt',
    showAll: 'Alle Läufe zeigen',
    service: 'Dienst',
    strip: 'Die letzten Läufe, die ältesten zuerst',
    stripSays_one: '{{well}} von {{count}} gelungen',
    stripSays_other: '{{well}} von {{count}} gelungen',
    mark: '{{flow}}: {{state}}, {{when}}',
    choose: 'Auswählen',
    chooseOne: '{{flow}} vom {{when}} zum Vergleich auswählen',
    compareLabel: 'Vergleich',
    oneChosen: 'Ein Lauf ausgewählt; noch einen auswählen',
    twoChosen: 'Zwei Läufe ausgewählt',
    compare: 'Vergleichen',
    chooseNone: 'Auswahl aufheben',
    empty: {
      title: 'Noch ist nichts gelaufen',
      text: 'Hier stehen Läufe, sobald jemand einen Ablauf startet.',
      act: 'Zeigen, was sich starten lässt',
    },
  },
};
