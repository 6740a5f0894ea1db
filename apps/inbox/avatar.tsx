const COLOURS = 6;

/** The initial of a name on a colour that stays with it. */
export function Avatar({ name }: { name: string }) {
  const colour = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % COLOURS;
  return (
    <span class={`avatar c${colour}`} aria-hidden="true">
      {(name[0] ?? '?').toUpperCase()}
    </span>
  );
}
