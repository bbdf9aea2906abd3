import { Fragment } from 'react';
import { CodeBlock } from './CodeBlock';
import { quoteArgument } from './formatCommand';
import { stripAnsi } from './parseAnsi';
import { tellLine } from './readNote';
import { TERMINAL_COLORS } from './terminalLook';

interface CommandBlockProps {
  label: string;
  command: string[];
  /** What it said; an answer in JSON among it is for programs, and left out. */
  lines?: string[];
}

/** A command, and what it said; a line ends between arguments, not at a hyphen of one. */
export function CommandBlock({
  label,
  command,
  lines = [],
}: CommandBlockProps) {
  return (
    <CodeBlock label={label}>
      {command.map((argument, index) => (
        <Fragment key={index}>
          {index > 0 && ' '}
          <span style={{ display: 'inline-block', maxWidth: '100%' }}>
            {index === 0 && '$\u00a0'}
            {quoteArgument(argument)}
          </span>
        </Fragment>
      ))}
      {lines.filter(isForPeople).map((line, index) => (
        <span key={index} style={{ color: TERMINAL_COLORS.said }}>
          {`\n${tellLine(stripAnsi(line))}`}
        </span>
      ))}
    </CodeBlock>
  );
}

function isForPeople(line: string): boolean {
  if (!line.startsWith('{')) return true;
  try {
    JSON.parse(line);
    return false;
  } catch {
    return true;
  }
}
