/** What colours a text, and does nothing else to a terminal. */
const COLOURS = new RegExp(String.raw`^\u001b\[[\d;]*m`);

/** Control characters of both sets, but for tabulators and line ends. */
const CONTROLS = new RegExp(
  String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f]`,
  'g',
);

/** Takes out what would move the cursor, set a title or ring, of a text that others wrote. */
export function safeText(text: string): string {
  return text.replace(CONTROLS, (character, at: number) =>
    COLOURS.test(text.slice(at, at + 20)) ? character : '',
  );
}
