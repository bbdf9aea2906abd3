/** A failure that a user can act on: printed as two lines, without a stack. */
export class StepFailure extends Error {
  constructor(reason, nextAction) {
    super(reason);
    this.name = 'StepFailure';
    this.nextAction = nextAction;
  }
}
