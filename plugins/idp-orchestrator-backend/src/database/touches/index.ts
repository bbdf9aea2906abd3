export { createServiceIntents } from './readIntents';
