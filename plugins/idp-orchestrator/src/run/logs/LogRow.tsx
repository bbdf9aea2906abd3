import { memo } from 'react';
import { styled } from '@mui/material/styles';
import type { LogLine } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { TERMINAL_COLORS } from '../../terminal/terminalLook';
import { parseAnsi } from '../../terminal/parseAnsi';
import { VisuallyHidden } from '../../notice/VisuallyHidden';
import { GroupName } from './GroupName';
import { markFound } from './search/markFound';
import { endsGroup, readGroup } from './readGroup';
import { readNote, tellLine } from '../../terminal/readNote';

const Row = styled('div')({
  position: 'absolute',
  top: 0,
  left: 0,
  minWidth: '100%',
  display: 'flex',
  whiteSpace: 'pre',
  borderLeft: '3px solid transparent',
  '&:hover': { backgroundColor: TERMINAL_COLORS.hover },
  '&[data-stream="stderr"]': { borderLeftColor: TERMINAL_COLORS.stderrEdge },
  '&[aria-current="true"]': {
    backgroundColor: TERMINAL_COLORS.marked,
    borderLeftColor: TERMINAL_COLORS.markedEdge,
  },
});

const LineNumber = styled('a')({
  color: TERMINAL_COLORS.number,
  width: '7.5ch',
  paddingRight: '1.5ch',
  flexShrink: 0,
  textAlign: 'right',
  userSelect: 'none',
  textDecoration: 'none',
  '&:hover, &:focus-visible': { textDecoration: 'underline' },
});

interface LogRowProps {
  number: number;
  line?: LogLine;
  top: number;
  height: number;
  marked: boolean;
  onMark: (line: number) => void;
  /** Lines folded away below it. */
  hidden?: number;
  onFold: (line: number, fold: boolean) => void;
  /** What is looked for in the log; it is marked. */
  find?: string;
}

/** One line: its number (a link to it), whether it is stderr, its text in colours. */
export const LogRow = memo(DrawnLogRow);

function DrawnLogRow(props: LogRowProps) {
  const { number, line, marked, onMark } = props;
  const t = useText();
  const group = line && readGroup(line.text);
  return (
    <Row
      style={{
        transform: `translateY(${props.top}px)`,
        height: props.height,
        lineHeight: `${props.height}px`,
      }}
      data-stream={line?.stream}
      data-line={number}
      aria-current={marked || undefined}
    >
      <LineNumber
        href={`#L${number}`}
        tabIndex={-1}
        aria-label={t('logs.line', { number: String(number) })}
        onClick={event => {
          event.preventDefault();
          onMark(number);
        }}
      >
        {number}
      </LineNumber>
      {line?.stream === 'stderr' && (
        <VisuallyHidden>{t('logs.stderr')}</VisuallyHidden>
      )}
      {group === undefined ? (
        <LineText text={line?.text ?? '…'} find={props.find} />
      ) : (
        <GroupName
          name={group}
          hidden={props.hidden}
          onFold={fold => props.onFold(number, fold)}
        />
      )}
    </Row>
  );
}

function LineText({ text, find }: { text: string; find?: string }) {
  return endsGroup(text) ? (
    <GroupEnd />
  ) : (
    <ColouredText text={text} find={find} />
  );
}

/** The line that ends a group: a mark, since its words are for the machine. */
function GroupEnd() {
  const t = useText();
  return (
    <span style={{ color: TERMINAL_COLORS.number }}>
      <span aria-hidden>└─</span>
      <VisuallyHidden>{t('logs.groupEnd')}</VisuallyHidden>
    </span>
  );
}

/** The text of a line, in its colours, with what was looked for marked. */
export function ColouredText({ text, find }: { text: string; find?: string }) {
  const note = readNote(text);
  const pieces = markFound(parseAnsi(tellLine(text)), find);
  return (
    <span
      style={{
        paddingRight: 16,
        color: note && TERMINAL_COLORS[note.level],
      }}
    >
      {pieces.map(({ found, ...piece }, index) => {
        const Piece = found ? 'mark' : 'span';
        return (
          <Piece
            key={index}
            style={{
              color: found ? TERMINAL_COLORS.text : piece.color,
              backgroundColor: found ? TERMINAL_COLORS.found : piece.background,
              fontWeight: piece.bold ? 600 : undefined,
              opacity: piece.dim ? 0.75 : undefined,
              fontStyle: piece.italic ? 'italic' : undefined,
              textDecoration: piece.underline ? 'underline' : undefined,
            }}
          >
            {piece.text}
          </Piece>
        );
      })}
    </span>
  );
}
