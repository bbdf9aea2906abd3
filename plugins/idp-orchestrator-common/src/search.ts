/**
 * The kind of document that Backstage's search keeps of a flow.
 *
 * @public
 */
export const FLOW_DOCUMENT_TYPE = 'idp-orchestrator-flow';
