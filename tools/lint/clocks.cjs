// The clock of the wall may be set at any moment, and so no length of time is
// measured by it. Both clocks are read in one place, behind types that the
// compiler keeps apart; everything else is given a Clock.

const message =
  'Ask a Clock: monotonic() for lengths of time, now() for what people read and times of day.';

const selectors = [
  'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
  'NewExpression[callee.name="Date"][arguments.length=0]',
  'CallExpression[callee.object.name="performance"][callee.property.name="now"]',
  'MemberExpression[object.name="process"][property.name="hrtime"]',
];

module.exports = {
  noClocks: selectors.map(selector => ({ selector, message })),
  /** Where the clocks are read. */
  CLOCK_FILES: ['src/waiting/systemClock.ts'],
};
