export { default } from './alpha';
