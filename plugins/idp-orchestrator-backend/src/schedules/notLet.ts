/** Why a schedule starts nothing that only a file or an agent has made: neither is a person, who could lend it rights. */
export const NOT_LET =
  'Nobody has let it start this yet: somebody who may start the same has to resume it once';
