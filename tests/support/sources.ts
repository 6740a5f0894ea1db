import { readdirSync, readFileSync } from 'node:fs';

/** Takes folders; returns every TypeScript file below them that is not a test, with its text. */
export function sources(...folders: string[]): { path: string; text: string }[] {
  return folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`))
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$/.test(path) && !path.includes('node_modules'))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
