/** Why a schedule that is in a file starts nothing, as long as nobody has lent it rights: a file is no person. */
export const NOT_LET =
  'Nobody has let it start this: a file says what, and somebody who may start the same has to resume it once';
