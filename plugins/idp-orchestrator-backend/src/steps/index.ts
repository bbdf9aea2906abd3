export * from './scriptStep';
export * from './waitStep';
export * from './approvalStep';
export * from './flowStep';
