export * from './createProbes';
export type { Sight } from './Sight';
export { withinLimit } from './withinLimit';
