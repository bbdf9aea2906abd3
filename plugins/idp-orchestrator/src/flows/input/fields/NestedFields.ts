import { createContext, type ComponentType } from 'react';
import type { FieldKind } from '../schema/kindOf';
import type { FieldProps } from './FieldProps';

/** The fields that have others in them, by the kind of what they show. */
export type NestedFields = Partial<
  Record<FieldKind, ComponentType<FieldProps>>
>;

/** Gives every part of a form the fields that have parts, which are made of such parts themselves. */
export const NestedFieldsContext = createContext<NestedFields>({});
