import type { Route } from '#runtime/contract';
import { type MacroPorts, servedMacros } from '#usecases/respond/macros';
import { presentMacro, understandMacro } from '#wire/respond/macro';
import { collectionRoutes } from '../collection-routes.ts';
import { macros } from './macros.contract.ts';

export type CollectionPorts = MacroPorts;

export function lateCollectionRoutes(ports: CollectionPorts): Route[] {
  return [
    ...collectionRoutes(ports, macros, servedMacros, {
      understand: understandMacro,
      present: presentMacro,
      wanted:
        ({ updated_since: since = 0 }) =>
        (macro) =>
          macro.updatedAt >= since * 1_000,
    }),
  ];
}
