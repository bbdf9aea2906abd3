import { paletteColor, rgb } from './ansiColors';

/** How a piece of a line looks. Colours are CSS. */
export interface AnsiStyle {
  color?: string;
  background?: string;
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
}

/** The style after one escape sequence that chooses it (`ESC [ … m`, ECMA-48 SGR); unknown parameters change nothing. */
export function applySgr(style: AnsiStyle, parameters: string): AnsiStyle {
  let next = style;
  const codes = parameters.split(/[;:]/).map(Number);
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at];
    if (code === 38 || code === 48) {
      const { color, used } = readExtended(codes.slice(at + 1));
      at += used;
      if (color) {
        next = { ...next, [code === 38 ? 'color' : 'background']: color };
      }
    } else {
      next = applyCode(next, code);
    }
  }
  return next;
}

/** Reads `5;index` or `2;red;green;blue`. */
function readExtended([kind, ...rest]: number[]): {
  color?: string;
  used: number;
} {
  if (kind === 5) return { color: paletteColor(rest[0]), used: 2 };
  if (kind !== 2) return { used: 1 };
  const [red, green, blue] = rest;
  const isColor = [red, green, blue].every(part => part >= 0 && part <= 255);
  return { color: isColor ? rgb(red, green, blue) : undefined, used: 4 };
}

function applyCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code >= 30 && code <= 37) {
    return { ...style, color: paletteColor(code - 30) };
  }
  if (code >= 90 && code <= 97) {
    return { ...style, color: paletteColor(code - 82) };
  }
  if (code >= 40 && code <= 47) {
    return { ...style, background: paletteColor(code - 40) };
  }
  if (code >= 100 && code <= 107) {
    return { ...style, background: paletteColor(code - 92) };
  }
  return code === 0 ? {} : { ...style, ...CHANGES[code] };
}

const CHANGES: Record<number, AnsiStyle> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  39: { color: undefined },
  49: { background: undefined },
};
