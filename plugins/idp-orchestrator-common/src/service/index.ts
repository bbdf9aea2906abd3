export * from './Service';
export * from './Operation';
export * from './findUntilProblem';
