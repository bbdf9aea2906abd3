export { scaffolderModule as default } from './scaffolderModule';
