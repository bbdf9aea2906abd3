export * from './RunStats';
export * from './leastSamples';
