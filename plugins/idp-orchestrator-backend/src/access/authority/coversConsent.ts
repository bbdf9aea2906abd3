import { RISKS } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Consent } from '../../ports';
import type { StartQuestion } from '../authorization/startQuestions';

/** Converts what was permitted into the form that it is kept in. */
export function toConsents(questions: StartQuestion[]): Consent[] {
  return questions.map(toConsent);
}

/**
 * Tells whether what was permitted answers a question: it allows the same, or
 * more.
 */
export function coversConsent(
  consents: Consent[],
  question: StartQuestion,
): boolean {
  const asked = toConsent(question);
  return consents.some(given => covers(given, asked));
}

function toConsent(question: StartQuestion): Consent {
  if (question.about === 'service') return question;
  const { kind, traits } = question;
  return {
    about: 'start',
    kind,
    flow: traits.flow,
    risk: traits.risk as (typeof RISKS)[number],
    environment: traits.environment,
    dryRun: traits.dryRun === 'true',
  };
}

function covers(given: Consent, asked: Consent): boolean {
  if (given.about === 'service') {
    return (
      asked.about === 'service' &&
      given.act === asked.act &&
      (given.environment === undefined ||
        given.environment === asked.environment) &&
      coversServices(given.services, asked.services)
    );
  }
  return (
    asked.about === 'start' &&
    given.kind === asked.kind &&
    given.flow === asked.flow &&
    given.environment === asked.environment &&
    given.dryRun === asked.dryRun &&
    RISKS.indexOf(asked.risk) <= RISKS.indexOf(given.risk)
  );
}

function coversServices(
  given: string[] | 'any',
  asked: string[] | 'any',
): boolean {
  if (given === 'any') return true;
  return asked !== 'any' && asked.every(name => given.includes(name));
}
