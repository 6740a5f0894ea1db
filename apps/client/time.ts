const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Takes Unix seconds; returns the time of day, for another day than today the date. */
export function shortTime(seconds: number): string {
  const at = new Date(seconds * 1000);
  return at.toDateString() === new Date().toDateString() ? clock.format(at) : day.format(at);
}

/** Takes Unix seconds; returns date and time in full. */
export function longTime(seconds: number): string {
  return whole.format(new Date(seconds * 1000));
}
