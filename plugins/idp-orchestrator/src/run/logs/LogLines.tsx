import { useEffect, useMemo } from 'react';
import Box from '@mui/material/Box';
import { TERMINAL_COLORS, TERMINAL_FONT } from '../../terminal/terminalLook';
import { FoldedRows, type Fold } from './folds';
import { ColouredText, LogRow } from './LogRow';
import { rowHeightFor } from './rowHeight';
import type { StepLog, StepLogView } from './StepLog';
import { useRoomBelow } from '../useRoomBelow';
import { useLogScroll } from './useLogScroll';

/** A log that grows has its room from the start; one that is done takes what it needs. */
const LEAST_ROWS = { growing: 12, done: 3 };

interface LogLinesProps {
  log: StepLog;
  view: StepLogView;
  label: string;
  line?: number;
  growing: boolean;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  onMark: (line: number) => void;
  folds: Fold[];
  onFold: (line: number, fold: boolean) => void;
  /** What is looked for; it is marked. */
  find?: string;
  /** Whether its end is what is wanted first: of an attempt that failed. */
  endFirst: boolean;
}

/** The lines in view, however long the log is. */
export function LogLines(props: LogLinesProps) {
  const { log, line, follow, onFollow, folds } = props;
  const total = props.view.total ?? 0;
  const folded = useMemo(() => new FoldedRows(total, folds), [total, folds]);
  const rowHeight = rowHeightFor(folded.count);
  const { box, setBox, onScroll, rows } = useLogScroll({
    folded,
    total,
    rowHeight,
    line,
    follow,
    onFollow,
    endFirst: props.endFirst,
  });
  const room = useRoomBelow(box);
  const items = rows.getVirtualItems();

  useEffect(() => {
    wantRows(
      log,
      items.map(({ index }) => folded.lineOf(index + 1)),
    );
  });

  return (
    <Box
      ref={setBox}
      onScroll={onScroll}
      role="region"
      aria-label={props.label}
      tabIndex={0}
      sx={{
        ...TERMINAL_FONT,
        height: heightFor(folded.count, props.growing),
        maxHeight: { xs: '60vh', md: room ?? '60vh' },
        overflow: 'auto',
        overflowAnchor: 'none',
        contain: 'strict',
        bgcolor: TERMINAL_COLORS.ground,
        color: TERMINAL_COLORS.text,
        borderRadius: '0 0 4px 4px',
      }}
    >
      <div style={{ position: 'relative', height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const number = folded.lineOf(index + 1);
          return (
            <LogRow
              key={number}
              number={number}
              line={log.lineAt(number)}
              top={start}
              height={rowHeight}
              marked={line === number}
              onMark={props.onMark}
              hidden={folded.hiddenBelow(number)}
              onFold={props.onFold}
              find={props.find}
            />
          );
        })}
      </div>
      {props.growing && props.view.live && (
        <LiveLine text={props.view.live.text} />
      )}
    </Box>
  );
}

/** The line that is still printed over: always in view, and without a number. */
function LiveLine({ text }: { text: string }) {
  return (
    <Box
      data-testid="live-line"
      sx={{
        position: 'sticky',
        bottom: 0,
        pl: '9ch',
        whiteSpace: 'pre',
        bgcolor: TERMINAL_COLORS.ground,
      }}
    >
      <ColouredText text={text} />
    </Box>
  );
}

/** Asks for the lines in view, not for those folded away between them. */
function wantRows(log: StepLog, lines: number[]): void {
  let first = 0;
  lines.forEach((line, index) => {
    if (lines[index + 1] === line + 1) return;
    log.want(lines[first], line);
    first = index + 1;
  });
}

/** As high as the log is long, within reason; room for a scroll bar below. */
function heightFor(total: number, growing: boolean): number {
  const least = growing ? LEAST_ROWS.growing : LEAST_ROWS.done;
  return Math.max(least, total) * rowHeightFor(total) + 16;
}
