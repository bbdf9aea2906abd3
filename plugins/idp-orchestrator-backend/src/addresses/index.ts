export * from './isListedHost';
export * from './innerAddresses';
export * from './redactAddress';
