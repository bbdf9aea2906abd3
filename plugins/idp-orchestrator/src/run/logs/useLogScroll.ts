import { useCallback, useEffect, useRef, useState, type UIEvent } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { FoldedRows } from './folds';

/** Rows drawn beyond the visible ones on each side; with the visible ones well under 150. */
const OVERSCAN = 15;

/** Closer to the end than this, in px, counts as being at the end. */
const END_ZONE = 40;

interface LogScrollOptions {
  /** Rows and lines are the same where nothing is folded. */
  folded: FoldedRows;
  total: number;
  /** px */
  rowHeight: number;
  /** The line that the address points at. */
  line?: number;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  /** Whether its end is shown first, once, where the address points at no line. */
  endFirst: boolean;
}

/** The part of a log that is in view: which rows, and where the eye is taken to. */
export function useLogScroll(options: LogScrollOptions) {
  const { folded, total, rowHeight, line, follow, onFollow, endFirst } =
    options;
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const lastTop = useRef(0);
  const shownLine = useRef<number>();
  const rows = useVirtualizer({
    count: folded.count,
    getScrollElement: () => box,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  });

  // It has measured with the height that rows had before.
  useEffect(() => rows.measure(), [rows, rowHeight]);

  useEffect(() => {
    if (!line || shownLine.current === line || total < line || !box) return;
    shownLine.current = line;
    rows.scrollToIndex(folded.rowOf(line) - 1, { align: 'center' });
  }, [line, total, box, rows, folded]);

  useEffect(() => {
    if (follow && total > 0 && box) {
      rows.scrollToIndex(folded.count - 1, { align: 'end' });
    }
  }, [follow, total, box, rows, folded]);

  const wasAtEnd = useRef(false);
  useEffect(() => {
    if (!endFirst || line || wasAtEnd.current || total === 0 || !box) return;
    wasAtEnd.current = true;
    rows.scrollToIndex(folded.count - 1, { align: 'end' });
  }, [endFirst, line, total, box, rows, folded]);

  /** Only the reader scrolls up; following only ever goes down. */
  const onScroll = useCallback(
    (event: UIEvent<HTMLDivElement>) => {
      const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
      const wentUp = scrollTop < lastTop.current - 1;
      lastTop.current = scrollTop;
      const atEnd = scrollHeight - scrollTop - clientHeight < END_ZONE;
      if (wentUp && !atEnd) onFollow(false);
    },
    [onFollow],
  );

  return { box, setBox, onScroll, rows };
}
