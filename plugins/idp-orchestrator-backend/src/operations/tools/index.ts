export * from './listTools';
export * from './callTool';
