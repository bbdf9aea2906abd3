export * from './ServiceDefinition';
