/** The time that a calendar is about, from its first to its last moment (ms since 1970). */
export interface CalendarSpan {
  from: number;
  to: number;
}
