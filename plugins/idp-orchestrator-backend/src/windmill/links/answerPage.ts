import { createHash } from 'node:crypto';
import type { Response } from 'express';
import {
  titleOfRun,
  type Run,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ReadLink } from './readLink';

/** The answers that links give. */
export type LinkAnswer = 'resume' | 'cancel';

const WORDS = {
  resume: { act: 'Approve', done: 'Approved', effect: 'The run goes on.' },
  cancel: { act: 'Reject', done: 'Rejected', effect: 'The step fails.' },
};

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { opacity: .8; }
dd { margin: 0; overflow-wrap: anywhere; }
label, textarea { display: block; width: 100%; box-sizing: border-box; }
textarea { min-height: 4rem; margin: .25rem 0 1rem; font: inherit; }
button { font: inherit; padding: .5rem 1.5rem; cursor: pointer; }
`;

/**
 * The page is of one piece, and nothing of another origin may be in it, or hold
 * it in a frame, where a click could be meant for something else.
 */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Shows what a link would answer, with a button that does; opening it does nothing. */
export function showQuestion(
  res: Response,
  told: { run: Run; link: ReadLink; answer: LinkAnswer; runsUrl: string },
): void {
  const { run, link, answer } = told;
  const { act, effect } = WORDS[answer];
  const step = run.steps.find(({ id }) => id === link.step);
  const asks = step?.status === 'waiting' && step.attempts === link.attempt;
  const facts = describeFacts(told, step);
  const form = `<form method="post"><label>Why <textarea name="comment" maxlength="800"></textarea></label><button>${act} in ${escape(run.environment)}</button></form><p>${effect} It is done in the name of ${escape(link.caller.initiator.ref)}, who made this link; the record says that it was a link.</p>`;
  sendPage(res, {
    title: `${act}: ${step?.title ?? link.step}`,
    body: asks
      ? facts + form
      : `${facts}<p><strong>There is nothing to answer here any more: ${escape(describeEnd(step))}.</strong></p>`,
  });
}

/** Tells a person that the answer was taken. */
export function showDone(
  res: Response,
  told: { answer: LinkAnswer; runId: string; runsUrl: string },
): void {
  const { done, effect } = WORDS[told.answer];
  res.status(201);
  sendPage(res, {
    title: done,
    body: `<p>${effect} <a href="${escape(addressOf(told.runsUrl, told.runId))}">Look at the run</a></p>`,
  });
}

function describeFacts(
  told: { run: Run; link: ReadLink; runsUrl: string },
  step: RunStep | undefined,
): string {
  const { run, link, runsUrl } = told;
  const facts: [string, string][] = [
    ['Run', titleOfRun(run)],
    ['Environment', run.environment],
    ['Started by', `${run.initiator.ref}, ${formatTime(run.createdAt)}`],
    ['Asks', step?.waitingFor?.text ?? step?.title ?? link.step],
    ['Good until', formatTime(new Date(link.expiresAt).toISOString())],
  ];
  const rows = facts.map(
    ([name, text]) => `<dt>${name}</dt><dd>${escape(text)}</dd>`,
  );
  const address = escape(addressOf(runsUrl, run.id));
  return `<dl>${rows.join('')}<dt>Run id</dt><dd><a href="${address}">${escape(run.id)}</a></dd></dl>`;
}

function describeEnd(step: RunStep | undefined): string {
  if (!step) return 'the step is gone';
  return step.status === 'waiting'
    ? `the step asks anew (attempt ${step.attempts}), which takes a new link`
    : `the step is ${step.status}`;
}

/** Tells a time to the minute, as everybody reads it the same. */
function formatTime(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

function sendPage(
  res: Response,
  { title, body }: { title: string; body: string },
): void {
  res.set({
    'Content-Security-Policy': POLICY,
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  res
    .type('html')
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${STYLE}</style></head><body><h1>${escape(title)}</h1>${body}</body></html>`,
    );
}

function addressOf(runsUrl: string, runId: string): string {
  return `${runsUrl}/${encodeURIComponent(runId)}`;
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, letter => ESCAPES[letter]);
}
