/** The time (s) after which a caller who was refused for now may ask again. */
export const RETRY_AFTER_S = 5;
