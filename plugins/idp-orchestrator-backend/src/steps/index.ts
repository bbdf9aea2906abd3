export * from './scriptStep';
export * from './waitStep';
export * from './approvalStep';
export * from './flowStep';
export * from './healthStep';
export * from './httpStep';
export * from './serviceStep';
export { describeAct } from './service/describeAct';
export * from './kubernetesStep';
