/** Words by which the name of a value says that it is secret. */
const SECRET_WORDS = new Set(
  'token tokens password passwords passwd passphrase pass pwd pin secret secrets credential credentials auth apikey'.split(
    ' ',
  ),
);

/** A key is secret by what stands before it: `private-key`, `client-key-data`. */
const KEY_WORDS = new Set(
  'private api access client secret signing encryption master account shared'.split(
    ' ',
  ),
);

/** Names that end so are about a secret, and are none: `token-uri`, `secretName`. */
const ABOUT_WORDS = new Set(
  'uri url file path name id type provider method mode enabled expiry'.split(
    ' ',
  ),
);

/** Tells whether the name of a value says that the value is secret. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  if (ABOUT_WORDS.has(words.at(-1) ?? '')) return false;
  return words.some(
    (word, at) =>
      SECRET_WORDS.has(word) ||
      (word === 'key' && at > 0 && KEY_WORDS.has(words[at - 1])),
  );
}

/** The least characters of what is taken for a token by its look. */
const SHORTEST_TOKEN = 16;
const SHORTEST_HEX = 32;

/** Tells whether a text looks as tokens and keys do: long, no words, letters and digits mixed. */
export function hasSecretLook(text: string): boolean {
  if (/^[0-9a-f]+$/i.test(text)) return text.length >= SHORTEST_HEX;
  return (
    text.length >= SHORTEST_TOKEN &&
    /^[\w+/=.~-]+$/.test(text) &&
    !/^[.~]?\//.test(text) &&
    /[a-z]/.test(text) &&
    /[A-Z]/.test(text) &&
    /[0-9]/.test(text)
  );
}
