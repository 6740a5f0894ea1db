import * as z from 'zod';
import { contract } from '#runtime/contract';
import {
  DeletedSegment,
  PreviewRequest,
  SegmentChangeRequest,
  SegmentList,
  SegmentPreview,
  SegmentRequest,
  SegmentResource,
} from '#wire/targeting/segment';

const ById = z.object({ segment_id: z.string() });
const Counted = z.object({ include_count: z.stringbool().default(false) });
const Listed = Counted.extend({
  type: z.enum(['contact', 'user', 'lead', 'company']).optional().describe('`company` has no segments here'),
});

export const listSegments = contract({
  operation: 'listSegments',
  method: 'GET',
  path: '/segments',
  access: 'staff',
  scope: 'read_people',
  summary: 'List all segments',
  origin: 'Intercom 2.15',
  partial: 'none of companies: segments hold contacts',
  query: Listed,
  response: SegmentList,
});

export const retrieveSegment = contract({
  operation: 'retrieveSegment',
  method: 'GET',
  path: '/segments/{segment_id}',
  access: 'staff',
  scope: 'read_people',
  summary: 'Read a segment, with the progress of what is being built',
  origin: 'Intercom 2.15',
  params: ById,
  query: Counted,
  response: SegmentResource,
});

export const createSegment = contract({
  operation: 'createSegment',
  method: 'POST',
  path: '/segments',
  access: 'staff',
  scope: 'write_people',
  summary: 'Create a segment; its members are found in the background',
  origin: 'Parley',
  body: SegmentRequest,
  response: SegmentResource,
});

export const updateSegment = contract({
  operation: 'updateSegment',
  method: 'PUT',
  path: '/segments/{segment_id}',
  access: 'staff',
  scope: 'write_people',
  summary: 'Change a segment; its present rule serves until the new one has been evaluated for everybody',
  origin: 'Parley',
  params: ById,
  body: SegmentChangeRequest,
  response: SegmentResource,
});

export const deleteSegment = contract({
  operation: 'deleteSegment',
  method: 'DELETE',
  path: '/segments/{segment_id}',
  access: 'staff',
  scope: 'write_people',
  summary: 'Delete a segment that no other segment or running campaign uses',
  origin: 'Parley',
  params: ById,
  response: DeletedSegment,
});

export const previewSegment = contract({
  operation: 'previewSegment',
  method: 'POST',
  path: '/segments/{segment_id}/preview',
  access: 'staff',
  scope: 'read_people',
  summary: 'Tell who a segment, or another rule for it, means now and at an instant to come',
  origin: 'Parley',
  params: ById,
  body: PreviewRequest,
  response: SegmentPreview,
});

export const previewRule = contract({
  operation: 'previewRule',
  method: 'POST',
  path: '/segments/preview',
  access: 'staff',
  scope: 'read_people',
  summary: 'Tell who a rule means now and at an instant to come',
  origin: 'Parley',
  body: PreviewRequest,
  response: SegmentPreview,
});
