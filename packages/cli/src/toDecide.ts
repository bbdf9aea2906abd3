/** The mark of what `init` cannot know, in the catalogs that it drafts. */
export const TO_DECIDE = '# TO DECIDE:';
