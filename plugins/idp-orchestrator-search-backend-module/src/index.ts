export { searchModule as default } from './searchModule';
