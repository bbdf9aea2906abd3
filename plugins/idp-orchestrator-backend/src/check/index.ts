// What a command line needs of the backend. It is loaded by itself, without
// the plugin, so nothing here may import a door or a database.
export { checkPlatform } from './checkPlatform';
export type { CheckRequest, CheckResult } from './checkPlatform';
export type { Finding } from './Finding';
export { verifyAuditExport, type KeptApart } from '../audit/verifyAuditExport';
