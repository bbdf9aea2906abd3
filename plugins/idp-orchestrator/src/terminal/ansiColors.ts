/** The sixteen colours, readable on the dark ground of the log. */
const SIXTEEN = [
  '#8b949e',
  '#ff7b72',
  '#7ee787',
  '#e3b341',
  '#79c0ff',
  '#d2a8ff',
  '#76e3ea',
  '#e6edf3',
  '#9da7b1',
  '#ffa198',
  '#aff5b4',
  '#f2cc60',
  '#a5d6ff',
  '#e2c5ff',
  '#b3f0ff',
  '#ffffff',
];

/** How much of a primary colour each of six steps of the palette has. */
const STEPS = [0, 95, 135, 175, 215, 255];

/** The colour of the palette of 256 as CSS: sixteen, a cube of 216, 24 greys; undefined beyond. */
export function paletteColor(index: number): string | undefined {
  if (!Number.isInteger(index) || index < 0 || index > 255) return undefined;
  if (index < 16) return SIXTEEN[index];
  if (index >= 232) return rgb(...grey(8 + (index - 232) * 10));
  const place = index - 16;
  return rgb(
    STEPS[Math.floor(place / 36)],
    STEPS[Math.floor(place / 6) % 6],
    STEPS[place % 6],
  );
}

/** A colour by its parts, 0 to 255 each, as CSS. */
export function rgb(red: number, green: number, blue: number): string {
  return `rgb(${red}, ${green}, ${blue})`;
}

function grey(level: number): [number, number, number] {
  return [level, level, level];
}
