export { Installation } from './Installation';
