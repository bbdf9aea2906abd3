import type { scheduleFormMessages } from '../../messages/scheduleForm';
import type { Texts } from '../Texts';

export const scheduleFormTexts: Texts<typeof scheduleFormMessages> = {
  scheduleForm: {
    new: 'Neuer Zeitplan',
    edit: '„{{schedule}}“ bearbeiten',
    what: 'Was gestartet wird',
    name: 'Titel',
    nameHint: 'Wie man ihn nennt, etwa Nächtliches Aufräumen',
    id: 'Kennung',
    idHint:
      'Kleinbuchstaben, Ziffern und Bindestriche, höchstens 50. Sie bleibt für immer.',
    flow: 'Ablauf oder Skript',
    flowHint: 'Was Sie selbst starten dürfen',
    mayNot: '{{flow}}: Sie dürfen ihn nicht starten',
    noFlow:
      'Den Ablauf oder das Skript {{flow}} gibt es nicht mehr. Wählen Sie etwas anderes.',
    chooseFlow:
      'Wählen Sie, was gestartet wird, dann mit welcher Eingabe und wann.',
    input: 'Seine Eingabe',
    noInput: 'Er nimmt keine Eingabe.',
    secrets:
      'Lassen Sie geheime Felder leer: Ein Zeitplan behält keine. Was eines braucht, muss es aus den Geheimnissen der Konfiguration lesen.',
    environment: 'Umgebung',
    times: 'Wann',
    kind: 'Fällig',
    kinds: {
      cron: 'Nach einem Muster von Zeiten',
      every: 'Immer wieder nach einer Dauer',
      at: 'Zu bestimmten Zeiten',
    },
    cron: 'Muster',
    cronHint:
      'Minute, Stunde, Tag des Monats, Monat, Wochentag; mehrere in je einer Zeile.',
    picks: 'Übliche Muster',
    pick: {
      daily: 'Jede Nacht, 02:30',
      weekdays: 'Werktage, 06:00',
      weekly: 'Sonntags, 03:00',
      monthly: 'Am 1., 04:00',
    },
    every: 'Alle',
    everyHint: 'Etwa 30m, 6h oder 1d; mindestens eine Minute.',
    from: 'Ab (freiwillig)',
    fromHint: 'Wo zu zählen begonnen wird, etwa 2026-12-01T00:00.',
    at: 'Zeiten',
    atHint: 'Eine je Zeile, etwa 2026-12-24T18:00.',
    zone: 'Zeitzone',
    zoneHint:
      'Der Uhren, nach denen seine Zeiten gelesen werden. Ihre ist {{zone}}.',
    zoneNone:
      'Wählen Sie, nach welchen Uhren er fällig ist. Ihre Zeitzone ist {{zone}}.',
    preview: {
      title: 'Die nächsten fälligen Zeiten',
      wait: 'Wird berechnet',
      fill: 'Sagen Sie, wann er fällig ist, dann stehen sie hier.',
      failed: 'Sie konnten nicht berechnet werden: {{because}}',
    },
    more: 'Mehr: Überschneidung, Versäumtes, Verteilung, Fehlschläge',
    overlap: 'Solange ein Lauf von ihm nicht vorbei ist',
    overlaps: {
      skip: 'Auslassen, was fällig ist',
      'queue-one': 'Eine fällige Zeit warten lassen',
      allow: 'Einen weiteren daneben starten',
    },
    catchUp: 'Fällige Zeiten, zu denen kein Backend da war',
    catchUps: {
      none: 'Nur als versäumt festhalten',
      latest: 'Die letzte starten',
      all: 'Jede starten, höchstens 100',
    },
    allOnlyAllow: 'Jede nur, wo Läufe nebeneinander gestartet werden.',
    window: 'Höchstens so viel später',
    windowHint: 'Etwa 6h.',
    when: 'Nur wenn (freiwillig)',
    whenHint:
      'Eine Bedingung in CEL, die gefragt wird, wenn er fällig ist, etwa health.score >= 90.',
    deadline: 'Nicht später gestartet als (freiwillig)',
    deadlineHint:
      'Nach der fälligen Zeit, etwa 2h: Was länger wartet, gilt als versäumt.',
    jitter: 'Verteilt über (freiwillig)',
    jitterHint:
      'Etwa 10m: bis zu so viel später gestartet, damit nicht alle zugleich beginnen.',
    pauseAfter:
      'Stoppen nach so vielen Fehlschlägen hintereinander (freiwillig)',
    except: 'Nicht am (freiwillig)',
    exceptHint: 'Tage wie 2026-12-25, einer je Zeile.',
    until: 'Bis (freiwillig)',
    untilHint: 'Der letzte Tag oder die letzte Zeit, etwa 2027-06-30.',
    owner: 'Zuständig (freiwillig)',
    ownerHint:
      'Das Team, das benachrichtigt wird, etwa group:default/platform.',
    save: 'Speichern…',
    plan: 'Plan',
    cancel: 'Zurück',
    notReady: 'Sagen Sie, was wo wann und in welcher Zeitzone gestartet wird.',
    refused: {
      invalid: 'Nicht gespeichert: Einige Werte passen nicht',
      forbidden: 'Nicht gespeichert: Sie dürfen das nicht starten',
      broken: 'Nicht gespeichert',
    },
    refusedPlan: 'Es konnte nicht geplant werden',
    confirm: {
      new: '„{{schedule}}“ anlegen?',
      edit: '„{{schedule}}“ speichern?',
      effect_one:
        'Jedes Mal würde {{count}} Schritt laufen: {{steps}}. Seine Läufe starten mit Ihren Rechten, soweit Sie sie dann haben.',
      effect_other:
        'Jedes Mal würden {{count}} Schritte laufen: {{steps}}. Seine Läufe starten mit Ihren Rechten, soweit Sie sie dann haben.',
      first: 'Zum ersten Mal: {{at}}',
      save: 'Speichern',
      back: 'Weiter bearbeiten',
    },
    done: '„{{schedule}}“ ist gespeichert',
    link: 'Zeitplan…',
  },
};
