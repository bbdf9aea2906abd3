import type { auditMessages } from '../../messages/audit';
import type { Texts } from '../Texts';

export const auditTexts: Texts<typeof auditMessages> = {
  audit: {
    label: 'Protokoll, das Neueste zuerst',
    number: 'Nr.',
    who: 'Wer',
    what: 'Was',
    act: 'Handlung',
    subject: 'Worüber (Id)',
    outcome: 'Ergebnis',
    anyOutcome: 'Alle Ergebnisse',
    environment: 'Umgebung',
    when: 'Wann',
    from: 'Von wo',
    because: 'Grund: {{reason}}',
    conversation: 'Gespräch {{id}}',
    outcomes: {
      done: 'Getan',
      refused: 'Abgelehnt',
      failed: 'Fehlgeschlagen',
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
