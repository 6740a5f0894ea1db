import type { Activity } from '../../workspace/activity/activity.ts';

/** Whom an attribute describes. */
export type AttributeModel = 'contact' | 'company';

/** The types a custom attribute can have; `date` is kept in Unix seconds (Intercom API 2.15, data_attribute). */
export const ATTRIBUTE_TYPES = ['string', 'integer', 'float', 'boolean', 'date'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

/** A custom attribute as it is declared: what every value of it must be. Instants in ms. */
export type DataAttribute = {
  /** A decimal string. */
  id: string;
  workspaceId: string;
  model: AttributeModel;
  /** Unique within workspace and model, compared as written. */
  name: string;
  description: string | null;
  type: AttributeType;
  /** What a text may be; empty for any. */
  options: string[];
  messengerWritable: boolean;
  archived: boolean;
  /** Who declared it. */
  adminId: string;
  createdAt: number;
  updatedAt: number;
};

export type DataAttributeStore = {
  /** Writes down with it that somebody declared it, if somebody did. @throws conflict if the model has an attribute of that name. */
  create(attribute: DataAttribute, recorded?: Activity[]): Promise<void>;
  /** Replaces an attribute; its model and name do not change. */
  update(attribute: DataAttribute, recorded?: Activity[]): Promise<void>;
  /** Returns every attribute of a workspace, archived ones included, by model and name. */
  list(workspaceId: string): Promise<DataAttribute[]>;
};
