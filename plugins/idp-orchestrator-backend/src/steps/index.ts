export * from './scriptStep';
