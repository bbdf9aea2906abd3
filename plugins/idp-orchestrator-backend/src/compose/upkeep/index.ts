export { catchUpSchedules } from './catchUpSchedules';
export { composeUpkeep } from './composeUpkeep';
