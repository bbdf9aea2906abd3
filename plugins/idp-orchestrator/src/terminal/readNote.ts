/** A line by which a script tells of an error or a warning. */
export interface Note {
  level: 'error' | 'warning';
  text: string;
}

/** `::error::text` as what it means; undefined for every other line. */
export function readNote(line: string): Note | undefined {
  const [, level, text] = /^::(error|warning)::(.*)$/.exec(line) ?? [];
  return level ? { level: level as Note['level'], text } : undefined;
}

/** A line as people read it. */
export function tellLine(line: string): string {
  const note = readNote(line);
  return note ? `${note.level}: ${note.text}` : line;
}
