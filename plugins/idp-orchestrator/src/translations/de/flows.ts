import type { flowsMessages } from '../../messages/flows';
import type { Texts } from '../Texts';

export const flowsTexts: Texts<typeof flowsMessages> = {
  flows: {
    search: 'Abläufe suchen',
    noMatch: 'Kein Ablauf passt',
    showAll: 'Alle Abläufe zeigen',
    empty: {
      title: 'Noch keine Abläufe',
      text: 'Abläufe sind YAML-Dateien im Ordner des Backends oder kommen aus einem Backend-Modul.',
    },
    kind: { flow: 'Abläufe', task: 'Aufgaben' },
    kindHint: {
      flow: 'Mehrere Schritte in fester Reihenfolge, als ein Lauf, der Abstürze übersteht.',
      task: 'Ein einzelnes Skript.',
    },
    stepCount_one: '{{count}} Schritt',
    stepCount_other: '{{count}} Schritte',
    mayNotRun: 'Sie dürfen das nicht starten: {{because}}',
    problems_one: '{{count}} Definition ließ sich nicht laden',
    problems_other: '{{count}} Definitionen ließen sich nicht laden',
    warnings_one:
      '{{count}} Definition lässt sich benutzen, sollte aber berichtigt werden',
    warnings_other:
      '{{count}} Definitionen lassen sich benutzen, sollten aber berichtigt werden',
    owner: 'Betreut von',
    itsRuns: 'Läufe dieses Ablaufs',
    steps: 'Schritte',
    graph: 'Die Schritte und was sie brauchen',
  },
  form: {
    environment: 'Umgebung',
    environmentHint: 'Leer: die voreingestellte des Backends.',
    reason: 'Grund',
    reasonHint: 'Warum das läuft; bleibt beim Lauf.',
    listHint: 'Nach jedem Wert die Eingabetaste drücken',
    run: 'Starten',
    dryRun: 'Probelauf',
    plan: 'Plan zeigen',
    json: 'Eingabe (JSON)',
    notJson: 'Erwartet: ein Objekt in JSON, etwa {"name": "wert"}.',
    asJson:
      'Zu dem, was dieser Ablauf wissen will, gibt es kein Formular; die Eingabe bitte als JSON schreiben. {{reason}}',
    secretsAgain:
      'Das Formular ist ausgefüllt wie bei jenem Lauf. Geheimnisse werden nicht aufbewahrt: bitte noch einmal eingeben.',
    confirm: {
      title: '{{flow}} in {{environment}} starten?',
      effect_one: '{{count}} Schritt würde laufen: {{steps}}.',
      effect_other: '{{count}} Schritte würden laufen: {{steps}}.',
      back: 'Nicht starten',
    },
    problem: 'erwartet: {{expected}}, bekommen: {{got}}',
    refused: {
      invalid: 'Nichts wurde gestartet: einige Werte passen nicht',
      forbidden: 'Nichts wurde gestartet: Sie dürfen das nicht starten',
      broken: 'Nichts wurde gestartet',
    },
  },
  plan: {
    title: 'Plan',
    nothingDone: 'Für {{environment}}. Nichts ist geschehen.',
    risk: 'Dieser Start:',
    steps_one: '{{count}} Schritt',
    steps_other: '{{count}} Schritte',
    commands_one: '{{count}} Befehl',
    commands_other: '{{count}} Befehle',
    usual: 'meist {{duration}}',
    decision: {
      run: 'würde laufen',
      skip: 'würde übersprungen',
      depends: 'hängt von früheren Schritten ab',
    },
    effect: {
      known: 'Wirkung bekannt',
      unknown: 'Wirkung unbekannt',
      none: 'ändert nichts',
    },
  },
  dryRun: {
    chip: 'Probelauf',
    nothingDone: 'Probelauf: nichts wurde geändert',
    command: 'Befehl, der laufen würde',
  },
};
