/**
 * Of fewer runs or steps than this nobody can say what is usual.
 *
 * @public
 */
export const LEAST_SAMPLES = 5;
