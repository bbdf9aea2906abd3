import type { Budget } from './Budget';
import { nameOf, type JsonSchema, type Path } from './JsonSchema';

/** What does not fit: where, and by which keyword, with what that says; see {@link tellExpected}. */
export interface Finding {
  path: Path;
  keyword: string;
  params: Record<string, unknown>;
}

export interface CheckOptions {
  /** The whole schema, which references point into. */
  root: JsonSchema;
  /** Matches a text with a pattern; true where that cannot be told here. */
  matches: (pattern: string, text: string) => boolean;
  /** Which of several ways was chosen, by {@link choiceName}; only that one is checked then. */
  choices?: ReadonlyMap<string, number>;
}

/** A value at its place, and the schema that it is checked by. */
export interface Place extends CheckOptions {
  schema: JsonSchema;
  value: unknown;
  path: Path;
  /** How many choices were made on the way that lead to the same value. */
  level: number;
  /** How many schemas were gone through; a reference may go round in a circle. */
  depth: number;
  budget: Budget;
}

/** The name of a choice: of one among the ways of a value, `level` is 1 and so on. */
export function choiceName(path: Path, level: number): string {
  return `${level}:${nameOf(path)}`;
}

/** Checks a value by one keyword; `limit` is what the schema says by it. */
export type Keyword = (limit: unknown, place: Place) => Finding[];

/** The finding that a keyword does not hold at a place. */
export function fail(
  { path }: Pick<Place, 'path'>,
  keyword: string,
  params: Record<string, unknown> = {},
): Finding[] {
  return [{ path, keyword, params }];
}
