/** A terminal: dark in both themes, so that one set of ANSI colours is readable. */
export const TERMINAL_COLORS = {
  ground: '#0d1117',
  text: '#e6edf3',
  said: '#b1bac4',
  number: '#8b949e',
  /** At the edge of a line only: scripts say on stderr what people read, good or bad. */
  stderrEdge: '#db6d28',
  found: '#7d5200',
  error: '#ff7b72',
  warning: '#e3b341',
  marked: '#2d2a12',
  markedEdge: '#e3b341',
  hover: '#161b22',
} as const;

export const TERMINAL_FONT = {
  fontFamily:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSize: 12,
} as const;
