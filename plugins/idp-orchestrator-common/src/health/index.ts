export * from './PlatformHealth';
export * from './summarizeHealth';
export * from './findDrift';
