import { useEffect, type ReactNode } from 'react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';

/** Of most steps, in px; each is measured when it is drawn. */
const USUAL_HEIGHT = 56;

interface StepsInViewProps {
  count: number;
  /** Its place in the list. */
  selected: number;
  /** The list, which scrolls. */
  box: HTMLElement | null;
  itemOf: (index: number) => ReactNode;
}

/** The part of a long list of steps that is in view, and the selected one, which may have the focus. */
export function StepsInView({
  count,
  selected,
  box,
  itemOf,
}: StepsInViewProps) {
  const rows = useVirtualizer({
    count,
    getScrollElement: () => box,
    estimateSize: () => USUAL_HEIGHT,
    overscan: 10,
    rangeExtractor: range =>
      [...new Set([...defaultRangeExtractor(range), selected])].sort(
        (a, b) => a - b,
      ),
  });

  useEffect(() => {
    if (box) rows.scrollToIndex(selected, { align: 'auto' });
  }, [box, rows, selected]);

  return (
    <>
      <li role="presentation" style={{ height: rows.getTotalSize() }} />
      {rows.getVirtualItems().map(({ index, start }) => (
        <li
          key={index}
          ref={rows.measureElement}
          data-index={index}
          aria-setsize={count}
          aria-posinset={index + 1}
          style={{ position: 'absolute', top: start, left: 0, right: 0 }}
        >
          {itemOf(index)}
        </li>
      ))}
    </>
  );
}
