import { messages } from '../messages';
import german from './de';
import { flattenTexts } from './flattenTexts';

const english = flattenTexts(messages);
const translated = german.messages as Record<string, string>;

const placeholdersOf = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort();

describe('The German texts', () => {
  it('are there for every English one, and for nothing else', () => {
    expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.entries(english))('say as much as %s', (key, text) => {
    expect(placeholdersOf(translated[key])).toEqual(placeholdersOf(text));
    expect(translated[key].trim()).not.toBe('');
  });
});
