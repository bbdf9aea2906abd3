import type { ComponentType } from 'react';
import type { FieldKind } from '../schema/kindOf';
import { DateLeaf } from './DateLeaf';
import type { LeafProps } from './FieldProps';
import { NumberLeaf } from './NumberLeaf';
import { OptionsLeaf } from './OptionsLeaf';
import { SecretLeaf } from './SecretLeaf';
import { TextLeaf } from './TextLeaf';
import { TextsLeaf } from './TextsLeaf';
import { YesNoLeaf } from './YesNoLeaf';

/** The fields that show all that is in them by themselves. */
export const LEAVES: Partial<Record<FieldKind, ComponentType<LeafProps>>> = {
  secret: SecretLeaf,
  options: OptionsLeaf,
  'yes-no': YesNoLeaf,
  number: NumberLeaf,
  text: TextLeaf,
  'long-text': TextLeaf,
  date: DateLeaf,
  time: DateLeaf,
  'date-time': DateLeaf,
  texts: TextsLeaf,
};
