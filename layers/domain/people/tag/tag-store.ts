import type { CollectionStore } from '../../workspace/collection/collection-store.ts';
import type { Tag } from './tag.ts';

/** Tags, in order of their ids. Links to a removed tag stay; what follows its removal in the stream removes them. */
export type TagStore = CollectionStore<Tag>;
