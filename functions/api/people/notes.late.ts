import type { Route } from '#runtime/contract';
import { type NotePorts, noteUseCases } from '#usecases/people/notes';
import { noteRoutes } from './notes.routes.ts';

/** Takes the ports; returns the routes of notes. */
export function lateNoteRoutes(ports: NotePorts): Route[] {
  return noteRoutes(noteUseCases(ports));
}
