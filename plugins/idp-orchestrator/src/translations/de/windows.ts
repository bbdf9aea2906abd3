import type { windowsMessages } from '../../messages/windows';
import type { Texts } from '../Texts';

export const windowsTexts: Texts<typeof windowsMessages> = {
  windows: {
    about:
      'Wann welche Änderungen geschehen dürfen. Was nur nachsieht, was aufräumt und Probeläufe werden nie aufgehalten.',
    waiting: 'Läufe, die warten',
    now: 'Gilt jetzt',
    coming: 'Kommt noch',
    closed: 'Jetzt geschlossen',
    open: 'Jetzt offen',
    of: {
      freeze: 'Sperre von {{environments}}',
      maintenance: 'Wartung von {{environments}}',
    },
    named: {
      freeze: 'Sperre „{{title}}“',
      maintenance: 'Wartungsfenster „{{title}}“',
    },
    everywhere: 'Alle Umgebungen',
    when: 'Wann',
    left: { ends: '(endet {{left}})', begins: '(beginnt {{left}})' },
    inZone: '{{span}} in {{timezone}}',
    again: 'Kommt wieder',
    cron: '{{cron}}, jedes Mal {{duration}} lang ({{timezone}})',
    cronUntil:
      '{{cron}}, jedes Mal {{duration}} lang, bis {{until}} ({{timezone}})',
    holds: 'Hält auf',
    onlyFlows: '{{changes}} durch {{flows}}',
    changes: {
      low: 'Alle Änderungen',
      medium: 'Änderungen ab mittlerem Risiko',
      high: 'Änderungen ab hohem Risiko',
      critical: 'Änderungen mit sehr hohem Risiko',
    },
    runs: 'Läufe',
    running: {
      finish: 'Was begonnen hat, läuft weiter, bis es auf etwas wartet.',
      hold: 'Was begonnen hat, wartet vor seinem nächsten Schritt; ein laufendes Skript läuft zu Ende.',
    },
    starts: {
      freeze: {
        hold: 'Was gestartet wird, wartet und geht von selbst weiter.',
        refuse: 'Nichts kann gestartet werden.',
      },
      maintenance: {
        hold: 'Was außerhalb davon gestartet wird, wartet und geht von selbst weiter.',
        refuse: 'Außerhalb davon kann nichts gestartet werden.',
      },
    },
    override: 'Einen Lauf weiterlaufen lassen darf',
    overrideBy: {
      nobody: 'niemand',
      anybody_one: 'wer die Berechtigung hat',
      anybody_other: '{{count}} Personen mit der Berechtigung',
      people_one: 'eine Person von {{people}}',
      people_other: '{{count}} Personen von {{people}}',
    },
    madeBy: 'Angelegt von',
    reason: 'Grund',
    source: 'Steht in',
    written: 'der Konfiguration: {{key}}, id {{id}}',
    inFile: 'der Datei {{file}} im Ordner der Abläufe, id {{id}}',
    outdated:
      'Ihre Datei ist fehlerhaft; es gilt, wie sie zuletzt gelesen wurde: {{why}}',
    empty: {
      title: 'Keine Fenster',
      text: 'Ein Fenster sagt, wann welche Änderungen geschehen dürfen: Während einer Sperre beginnt nichts, was etwas ändert, und in einem Wartungsfenster darf es beginnen. Was aufgehalten wird, geht von selbst weiter.',
      how: 'Ein Fenster wird hier sofort angelegt oder in die Konfiguration des Backends geschrieben, wie docs/windows.md es sagt:',
      example: 'Ein Beispiel für die Konfiguration',
    },
    freeze: {
      button: 'Jetzt sperren',
      title: 'Jetzt sperren',
      about:
        'Solange die Sperre gilt, beginnt nichts, was etwas ändert, wer es auch startet. Wer darf, kann sie vorher beenden oder einen Lauf weiterlaufen lassen.',
      environments: 'Umgebungen',
      until: 'Bis',
      untilHint: 'In der eigenen Zeitzone, {{zone}}.',
      untilWrong:
        'Ein Zeitpunkt in der Zukunft, höchstens {{days}} Tage voraus.',
      picks: 'Übliche Enden',
      hour: '1 Std.',
      hours: '4 Std.',
      morning: 'Morgen 06:00',
      running: 'Was begonnen hat',
      risk: 'Was gesperrt wird',
      confirm: 'Sperren',
      back: 'Nicht sperren',
      incomplete: 'Bitte sagen, welche Umgebungen und bis wann.',
      effect: {
        finish:
          '{{changes}} in {{environments}} warten bis {{until}} und gehen dann von selbst weiter; begonnene Läufe laufen weiter, bis sie auf etwas warten.',
        hold: '{{changes}} in {{environments}} warten bis {{until}} und gehen dann von selbst weiter, auch die begonnener Läufe vor ihrem nächsten Schritt.',
      },
      done: 'Gesperrt: {{environments}}',
    },
    end: {
      button: 'Jetzt beenden',
      of: 'Jetzt beenden: {{window}}',
      title: '{{window}} beenden?',
      effect:
        'Das Fenster ist sofort vorbei, und die Läufe, die es aufhält, gehen weiter.',
      back: 'Nicht beenden',
      done: 'Beendet: {{window}}',
    },
    note: {
      label: 'Fenster',
      all: 'Fenster',
      frozen: '{{window}} bis {{until}}',
      because: 'Grund: {{reason}}',
      hold: '{{changes}} warten bis dahin und gehen dann von selbst weiter.',
      refuse: '{{changes}} werden bis dahin abgelehnt.',
      closed: {
        hold: '{{changes}} warten auf {{window}}',
        refuse: '{{changes}} werden abgelehnt, bis {{window}} öffnet',
      },
      opens: 'das nächste Mal {{from}}',
      coming: '{{window}} beginnt {{from}} und gilt bis {{until}}',
      open: '{{window}} ist offen bis {{until}}',
    },
    waitsFor: 'Wartet auf {{what}}',
    waitsUntil: 'Wartet auf {{what}}, bis {{until}}',
    awaited: {
      freeze: 'das Ende der Sperre „{{title}}“',
      maintenance: 'das Wartungsfenster „{{title}}“',
      of: {
        freeze: 'das Ende der Sperre von {{environments}}',
        maintenance: 'das Wartungsfenster von {{environments}}',
      },
    },
    and: ' und ',
  },
  held: {
    label: 'Aufgehalten',
    title: 'Wartet auf {{what}}',
    until: 'Der Lauf geht von selbst weiter: {{at}} ({{left}}).',
    unknown: 'Der Lauf geht von selbst weiter, sobald er darf.',
    because: '{{window}}: {{reason}}',
    overriddenBy: 'Geht trotz eines Fensters weiter durch',
    given_one:
      '{{given}} von {{count}} Person hat ihn bisher weiterlaufen lassen.',
    given_other:
      '{{given}} von {{count}} Personen haben ihn bisher weiterlaufen lassen.',
    takes_one: 'Eine Person genügt.',
    takes_other: 'Es braucht {{count}} Personen.',
  },
  heldPlan: {
    wait: {
      title: 'Der Lauf wird warten',
      until:
        'Er wird auf {{what}} warten, bis {{until}}, und geht dann von selbst weiter.',
      open: 'Er wird auf {{what}} warten und geht dann von selbst weiter.',
    },
    refuse: {
      title: 'Das kann jetzt nicht gestartet werden',
      until:
        'Es müsste auf {{what}} warten. Gestartet werden kann es: {{until}}.',
      open: 'Es müsste auf {{what}} warten, und es ist nicht bekannt, wann es gestartet werden kann.',
    },
    startThen: 'Starten: {{until}}',
    startsAt: 'Beginn: {{at}}.',
  },
};
