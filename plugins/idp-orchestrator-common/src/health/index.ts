export * from './PlatformHealth';
export * from './summarizeHealth';
