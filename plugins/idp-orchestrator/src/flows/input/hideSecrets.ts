const HIDDEN = '***';

/** A text with every secret in it made unreadable, as it is and as JSON writes it. */
export function hideSecrets(text: string, secrets: string[]): string {
  return secrets
    .flatMap(secret => [secret, JSON.stringify(secret).slice(1, -1)])
    .filter(Boolean)
    .sort((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.split(secret).join(HIDDEN), text);
}
