import type { insightsMessages } from '../../messages/insights';
import type { Texts } from '../Texts';

export const insightsTexts: Texts<typeof insightsMessages> = {
  insights: {
    time: 'Zeitraum',
    days_one: '{{count}} Tag',
    days_other: '{{count}} Tage',
    perDay: 'Läufe je Tag',
    perDayOf_one:
      'Diagramm von {{count}} Lauf nach Tagen; die Zahlen stehen in der Tabelle darunter',
    perDayOf_other:
      'Diagramm von {{count}} Läufen nach Tagen; die Zahlen stehen in der Tabelle darunter',
    asTable: 'Als Tabelle',
    durations: 'Wie lange Abläufe dauern',
    durationsOf_one:
      'Diagramm der Dauer von {{count}} Ablauf; die Zahlen stehen in der Tabelle der Abläufe',
    durationsOf_other:
      'Diagramm der Dauer von {{count}} Abläufen; die Zahlen stehen in der Tabelle der Abläufe',
    noDurations: 'In diesem Zeitraum ist kein Lauf gelungen.',
    tooFew_one: 'Ein Median braucht {{count}}, der gelungen ist.',
    tooFew_other:
      'Ein Median braucht {{count}}, die gelungen sind; in diesem Zeitraum sind es weniger.',
    flows: 'Abläufe',
    flow: 'Ablauf',
    step: 'Schritt',
    day: 'Tag (UTC)',
    ended: 'Beendete Läufe',
    success: 'Gelungen',
    failed: 'Fehlgeschlagen',
    p50: 'Median',
    p90: 'p90',
    more_one: '{{text}} mehr als am Tag davor',
    more_other: '{{text}} mehr als in den {{count}} Tagen davor',
    less_one: '{{text}} weniger als am Tag davor',
    less_other: '{{text}} weniger als in den {{count}} Tagen davor',
    points: '{{points}} Punkte',
    trendHow:
      '▲ und ▼: gegenüber einem gleich langen Zeitraum davor. Zeit, in der Menschen oder Sperren einen Lauf warten lassen, zählt nicht.',
    attempts: 'Versuche je Lauf',
    slowest: 'Die langsamsten Schritte',
    noSlowest: 'In diesem Zeitraum ist kein Schritt gelungen.',
    flakiest: 'Die unzuverlässigsten Schritte',
    noFlakiest: 'Jeder Schritt gelang beim ersten Versuch.',
    broken: 'Schritte, die nie gelingen',
    saved: 'Gesparte Zeit',
    savedHow:
      'Gelungene Läufe × was ein Mensch von Hand braucht, weniger dem Median der Läufe. Ein Lauf, der länger dauert als ein Mensch, zählt als nichts gespart.',
    noSaved:
      'Kein Ablauf, der in diesem Zeitraum gelang, sagt, was er von Hand dauert (manualTime in seiner Definition).',
    succeeded: 'Gelungen',
    byHand: 'Von Hand',
    empty: {
      title: 'In diesem Zeitraum ist nichts zu Ende gegangen',
      text: 'Wählen Sie einen längeren Zeitraum, einen anderen Ablauf oder eine andere Umgebung. Pläne zählen nicht.',
    },
  },
};
