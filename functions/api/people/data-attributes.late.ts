import type { Route } from '#runtime/contract';
import { type DataAttributePorts, dataAttributeUseCases } from '#usecases/people/data-attributes';
import { dataAttributeRoutes } from './data-attributes.routes.ts';

/** Takes the ports; returns the routes of /data_attributes. */
export function lateDataAttributeRoutes(ports: DataAttributePorts): Route[] {
  return dataAttributeRoutes(dataAttributeUseCases(ports));
}
