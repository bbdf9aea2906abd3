/** What colours a text, and does nothing else to a terminal. */
const COLOURS = /^\u001b\[[\d;]*m/;

/** Takes out what would move the cursor, set a title or ring, of a text that others wrote. */
export function safeText(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,
    (character, at) => (COLOURS.test(text.slice(at, at + 20)) ? character : ''),
  );
}
