import type { compareMessages } from '../../messages/compare';
import type { Texts } from '../Texts';

export const compareTexts: Texts<typeof compareMessages> = {
  compare: {
    title: 'Zwei Läufe im Vergleich',
    runs: 'Die beiden Läufe',
    first: 'Erster',
    second: 'Zweiter',
    steps: 'Schritte beider Läufe',
    step: 'Schritt',
    difference: 'Unterschied',
    absent: 'Nicht in diesem Lauf',
    lastLines: 'Letzte Zeilen der Ausgabe',
    apart: 'Erster Unterschied',
    together: 'Alle Schritte endeten gleich.',
    otherFlows:
      'Das sind Läufe zweier Abläufe: nur Schritte mit gleicher Id stehen nebeneinander.',
    input: 'Eingaben, die sich unterscheiden',
    sameInput: 'Beide hatten die gleiche Eingabe.',
    name: 'Name',
    nothing: 'nicht angegeben',
    longer: '{{time}} länger',
    shorter: '{{time}} kürzer',
    same: 'gleich lang',
    swap: 'Vertauschen',
    missing: {
      title: 'Hier gehören zwei Läufe hin',
      text: 'Zwei in der Liste der Läufe auswählen, dann Vergleichen.',
      act: 'Zur Liste der Läufe',
    },
  },
};
