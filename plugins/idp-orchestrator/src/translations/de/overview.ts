import type { overviewMessages } from '../../messages/overview';
import type { Texts } from '../Texts';

export const overviewTexts: Texts<typeof overviewMessages> = {
  overview: {
    platform: 'Die Plattform',
    state: 'Plattform: {{status}}',
    checked: 'Nachgesehen',
    nodes: '{{ready}} von {{total}} Knoten bereit',
    notReady: 'nicht bereit: {{names}}',
    underPressure: 'mit Engpass: {{names}}',
    nodesUnknown: 'Die Knoten ließen sich nicht zählen: {{because}}',
    recommendations: 'Was zu tun ist',
    services: 'Dienste',
    allServices: 'Dienste steuern',
    waits: 'Was auf wen wartet',
    runs: 'Läuft gerade',
    allRuns: 'Alle Läufe',
    noRuns: 'Gerade läuft nichts.',
    steps: '{{done}} von {{total}} Schritten fertig',
    progressOf: 'Fortschritt von {{run}}',
    changes: 'Was sich geändert hat',
    noChanges: 'In letzter Zeit hat sich nichts geändert.',
  },
};
