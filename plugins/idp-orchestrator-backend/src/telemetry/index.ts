export * from './countRuns';
export * from './gaugeHealth';
export * from './gaugeQueue';
