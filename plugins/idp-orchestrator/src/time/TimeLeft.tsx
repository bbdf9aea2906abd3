import type { ReactNode } from 'react';
import { useLanguage } from './useLanguage';
import { useNow } from './useNow';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

interface TimeLeftProps {
  until: string;
  /** Puts the words into a sentence. */
  children: (left: string) => ReactNode;
}

/** How long it is until a time, in words: `in 2 hours`. */
export function TimeLeft({ until, children }: TimeLeftProps) {
  const now = useNow(true);
  const language = useLanguage();
  const left = Math.max(0, Date.parse(until) - now);
  const [unit, ms] =
    UNITS.find(([, length]) => left >= length) ?? UNITS[UNITS.length - 1];
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  return <>{children(format.format(Math.round(left / ms), unit))}</>;
}
