import type { AnsiPiece } from '../../../terminal/parseAnsi';

export interface MarkedPiece extends AnsiPiece {
  /** Whether it is what was looked for. */
  found?: boolean;
}

/** Cuts the pieces of a line where a text is found in it, in whatever case and colours. */
export function markFound(pieces: AnsiPiece[], find = ''): MarkedPiece[] {
  const text = pieces.map(piece => piece.text).join('');
  const lower = text.toLocaleLowerCase();
  const wanted = find.toLocaleLowerCase();
  // A letter that is longer in lower case would move all places after it.
  if (wanted === '' || lower.length !== text.length) return pieces;
  const places = placesOf(lower, wanted);
  if (places.length === 0) return pieces;
  const marked: MarkedPiece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const end = at + piece.text.length;
    for (const [from, to] of cut(at, end, places)) {
      const found = places.some(([start, stop]) => from >= start && to <= stop);
      const part = piece.text.slice(from - at, to - at);
      marked.push({ ...piece, text: part, ...(found && { found }) });
    }
    at = end;
  }
  return marked;
}

type Place = [from: number, to: number];

function placesOf(text: string, wanted: string): Place[] {
  const places: Place[] = [];
  for (
    let at = text.indexOf(wanted);
    at >= 0;
    at = text.indexOf(wanted, at + wanted.length)
  ) {
    places.push([at, at + wanted.length]);
  }
  return places;
}

/** The parts of a piece from one place to another, between all beginnings and ends of what was found. */
function cut(from: number, to: number, places: Place[]): Place[] {
  const edges = places.flat().filter(edge => edge > from && edge < to);
  const all = [from, ...edges, to];
  return all.slice(1).map((edge, index) => [all[index], edge]);
}
