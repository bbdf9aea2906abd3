const LONGEST_REASON = 1_000;

/** Words the reason of an answer, with what its sender said. */
export function reasonOf(
  answer: 'resume' | 'cancel',
  { approver, payload }: { approver?: string; payload?: unknown },
): string {
  const what = answer === 'resume' ? 'Approved' : 'Rejected';
  const whose = approver ? ` with the link for ${approver}` : '';
  const text = JSON.stringify(payload ?? {});
  const said = text === '{}' ? '' : `: ${text}`;
  return `${what}${whose}${said}`.slice(0, LONGEST_REASON);
}
