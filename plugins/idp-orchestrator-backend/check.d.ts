export {
  checkPlatform,
  verifyAuditExport,
  type CheckRequest,
  type CheckResult,
  type Finding,
} from '@idp/backstage-plugin-idp-orchestrator-backend';
