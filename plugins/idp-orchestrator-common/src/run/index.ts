export * from './Initiator';
export * from './Run';
export * from './RunAct';
export * from './RunEvent';
export * from './RunSurroundings';
export * from './LogChunk';
export * from './FeedEntry';
export * from './applyRunEvent';
export { itemStepId } from './expandStep';
