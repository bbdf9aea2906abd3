import type { auditMessages } from '../../messages/audit';
import type { Texts } from '../Texts';

export const auditTexts: Texts<typeof auditMessages> = {
  audit: {
    label: 'Protokoll, das Neueste zuerst',
    number: 'Nr.',
    who: 'Wer',
    what: 'Was',
    act: 'Handlung',
    anyAct: 'Alle Handlungen',
    subject: 'Objekt',
    subjectHint: 'Id eines Laufs, Ablaufs oder Dienstes',
    anyEnvironment: 'Alle Umgebungen',
    other: '{{who}}: {{act}} {{subject}}',
    refusedTo: '{{who}} durfte nicht {{what}}',
    failedTo: '{{who}} konnte nicht {{what}}',
    unknownTo: '{{who}} wollte {{what}}; was daraus wurde, ist nicht bekannt',
    subjects: {
      run: 'Lauf {{name}}',
      flow: 'Ablauf {{name}}',
      service: 'Dienst {{name}}',
      script: 'Skript {{name}}',
      delivery: 'Nachricht {{name}}',
      window: 'Fenster {{name}}',
      schedule: 'Zeitplan {{name}}',
    },
    acts: {
      startRun: {
        label: 'Starten',
        done: '{{who}} hat {{subject}} gestartet',
        to: '{{subject}} starten',
      },
      runScript: {
        label: 'Skript ausführen',
        done: '{{who}} hat {{subject}} ausgeführt',
        to: '{{subject}} ausführen',
      },
      cancelRun: {
        label: 'Abbrechen',
        done: '{{who}} hat {{subject}} abgebrochen',
        to: '{{subject}} abbrechen',
      },
      pauseRun: {
        label: 'Anhalten',
        done: '{{who}} hat {{subject}} angehalten',
        to: '{{subject}} anhalten',
      },
      resumeRun: {
        label: 'Fortsetzen',
        done: '{{who}} hat {{subject}} fortgesetzt',
        to: '{{subject}} fortsetzen',
      },
      retryRun: {
        label: 'Wiederholen',
        done: '{{who}} hat {{subject}} wiederholt',
        to: '{{subject}} wiederholen',
      },
      rerun: {
        label: 'Erneut starten',
        done: '{{who}} hat {{subject}} erneut gestartet',
        to: '{{subject}} erneut starten',
      },
      dismissRun: {
        label: 'Abhaken',
        done: '{{who}} hat den Fehlschlag von {{subject}} abgehakt',
        to: 'den Fehlschlag von {{subject}} abhaken',
      },
      overrideWindow: {
        label: 'Fenster übergehen',
        done: '{{who}} hat {{subject}} trotz eines Fensters weiterlaufen lassen',
        to: '{{subject}} trotz eines Fensters weiterlaufen lassen',
      },
      createWindow: {
        label: 'Fenster anlegen',
        done: '{{who}} hat eine Sperre oder ein Wartungsfenster angelegt',
        to: 'eine Sperre oder ein Wartungsfenster anlegen',
      },
      endWindow: {
        label: 'Fenster beenden',
        done: '{{who}} hat {{subject}} beendet',
        to: '{{subject}} beenden',
      },
      readWindows: {
        label: 'Fenster ansehen',
        done: '{{who}} hat die Fenster angesehen',
        to: 'die Fenster ansehen',
      },
      createSchedule: {
        label: 'Zeitplan anlegen',
        done: '{{who}} hat {{subject}} angelegt',
        to: '{{subject}} anlegen',
      },
      updateSchedule: {
        label: 'Zeitplan ändern',
        done: '{{who}} hat {{subject}} geändert',
        to: '{{subject}} ändern',
      },
      removeSchedule: {
        label: 'Zeitplan entfernen',
        done: '{{who}} hat {{subject}} entfernt',
        to: '{{subject}} entfernen',
      },
      pauseSchedule: {
        label: 'Zeitplan anhalten',
        done: '{{who}} hat {{subject}} angehalten',
        to: '{{subject}} anhalten',
      },
      resumeSchedule: {
        label: 'Zeitplan fortsetzen',
        done: '{{who}} hat {{subject}} fortgesetzt',
        to: '{{subject}} fortsetzen',
      },
      triggerSchedule: {
        label: 'Zeitplan auslösen',
        done: '{{who}} hat {{subject}} ausgelöst',
        to: '{{subject}} auslösen',
      },
      skipSchedule: {
        label: 'Termin auslassen',
        done: '{{who}} hat den nächsten Termin von {{subject}} ausgelassen',
        to: 'den nächsten Termin von {{subject}} auslassen',
      },
      readSchedules: {
        label: 'Zeitpläne ansehen',
        done: '{{who}} hat {{subject}} angesehen',
        to: '{{subject}} ansehen',
      },
      approveRun: {
        label: 'Genehmigen',
        done: '{{who}} hat einen Schritt von {{subject}} genehmigt',
        to: 'einen Schritt von {{subject}} genehmigen',
      },
      rejectRun: {
        label: 'Ablehnen',
        done: '{{who}} hat einen Schritt von {{subject}} abgelehnt',
        to: 'einen Schritt von {{subject}} ablehnen',
      },
      linkRun: {
        label: 'Antwort-Links erzeugen',
        done: '{{who}} hat Links erzeugt, die einen Schritt von {{subject}} beantworten',
        to: 'Links erzeugen, die einen Schritt von {{subject}} beantworten',
      },
      redeliver: {
        label: 'Erneut senden',
        done: '{{who}} hat {{subject}} erneut gesendet',
        to: '{{subject}} erneut senden',
      },
      planRun: {
        label: 'Plan sehen',
        done: '{{who}} hat den Plan von {{subject}} angesehen',
        to: 'den Plan von {{subject}} sehen',
      },
      listFlows: {
        label: 'Abläufe auflisten',
        done: '{{who}} hat die Abläufe aufgelistet',
        to: 'die Abläufe auflisten',
      },
      readFlow: {
        label: 'Ablauf sehen',
        done: '{{who}} hat {{subject}} angesehen',
        to: '{{subject}} sehen',
      },
      listRuns: {
        label: 'Läufe auflisten',
        done: '{{who}} hat Läufe aufgelistet',
        to: 'Läufe auflisten',
      },
      readRun: {
        label: 'Lauf sehen',
        done: '{{who}} hat {{subject}} angesehen',
        to: '{{subject}} sehen',
      },
      readService: {
        label: 'Dienst sehen',
        done: '{{who}} hat {{subject}} angesehen',
        to: '{{subject}} sehen',
      },
      readHealth: {
        label: 'Zustand sehen',
        done: '{{who}} hat den Zustand der Plattform angesehen',
        to: 'den Zustand der Plattform sehen',
      },
      readAudit: {
        label: 'Protokoll lesen',
        done: '{{who}} hat das Protokoll gelesen',
        to: 'das Protokoll lesen',
      },
    },
    outcome: 'Ergebnis',
    anyOutcome: 'Alle Ergebnisse',
    environment: 'Umgebung',
    when: 'Wann',
    from: 'Quelle',
    because: 'Grund: {{reason}}',
    conversation: 'Gespräch {{id}}',
    outcomes: {
      done: 'Getan',
      refused: 'Abgelehnt',
      failed: 'Fehlgeschlagen',
      unknown: 'Ungewiss',
    },
    doors: {
      rest: 'Portal oder API',
      windmill: 'Windmill-Zugang',
      agent: 'Agent',
      scaffolder: 'Vorlage',
    },
    means: {
      session: 'angemeldet',
      token: 'mit Token',
      link: 'über Link',
    },
    noMatch: 'Kein Eintrag passt',
    showAll: 'Alle Einträge zeigen',
    verify: 'Unversehrtheit prüfen',
    whole_one:
      '{{count}} Eintrag wurde geprüft; nichts wurde geändert oder entfernt.',
    whole_other:
      '{{count}} Einträge wurden geprüft; nichts wurde geändert oder entfernt.',
    sealed:
      'Versiegelt bis Eintrag {{number}}: Keiner davon lässt sich unbemerkt ändern.',
    unsealed: 'Noch ist kein Eintrag versiegelt.',
    uncheckedSeals_one:
      '{{count}} Siegel lässt sich nicht prüfen, weil sein Schlüssel hier nicht bekannt ist: {{keys}}.',
    uncheckedSeals_other:
      '{{count}} Siegel lassen sich nicht prüfen, weil ihre Schlüssel hier nicht bekannt sind: {{keys}}.',
    broken:
      'Eintrag {{number}} ist nicht, wie er geschrieben wurde: {{because}}',
    empty: {
      title: 'Noch hat niemand etwas getan',
      text: 'Jeder Aufruf, der etwas ändert, steht hier, auch jeder abgelehnte.',
    },
  },
};
