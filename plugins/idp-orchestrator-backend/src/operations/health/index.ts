export * from './getHealth';
export * from './watchHealth';
