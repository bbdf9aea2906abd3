export * from './ChangeWindow';
