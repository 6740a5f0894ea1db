import type { Route } from '#runtime/contract';
import { LISTING_SHARDS } from '#store/people/contact-keys';
import type { PreviewPorts } from '#usecases/targeting/segment-preview';
import type { SegmentPorts } from '#usecases/targeting/segments';
import { segmentRoutes } from './segments.routes.ts';

export function targetingRoutes(ports: Omit<SegmentPorts, 'shards'> & PreviewPorts): Route[] {
  return segmentRoutes({ ...ports, shards: LISTING_SHARDS });
}
