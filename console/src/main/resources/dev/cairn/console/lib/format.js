/** Times, sizes and names as people read them. */

const UNITS = [[86400 * 365, 'y'], [86400 * 30, 'mo'], [86400, 'd'], [3600, 'h'], [60, 'min']];

/** How long ago, in the largest unit that fits: 4 min. */
export function age(time, now = Date.now()) {
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds < -1) {
    return 'in ' + span(-seconds);
  }
  return seconds < 5 ? 'just now' : span(seconds) + ' ago';
}

/** A length of time, in its largest unit. */
export function span(seconds) {
  const [size, unit] = UNITS.find(([it]) => seconds >= it) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** A length of time for charts: 1.4 s, 3 min, 2.5 h. */
export function duration(seconds) {
  if (seconds < 1) {
    return `${Math.round(seconds * 1000)} ms`;
  }
  const [size, unit] = UNITS.find(([it]) => seconds >= it) ?? [1, 's'];
  const value = seconds / size;
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ${unit}`;
}

const CLOCK = new Intl.DateTimeFormat(undefined, {
  year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit',
  second: '2-digit', hourCycle: 'h23',
});

/** The time on the reader's own clock. */
export const clock = (time) => (time ? CLOCK.format(new Date(time)) : '—');

const COUNT = new Intl.NumberFormat();

export const count = (number) => COUNT.format(number);

/** What tells instances apart: ids of one day begin alike. */
export const shortId = (id) => id.slice(-12);

const NAMES = ['title', 'name', 'subject', 'summary', 'label'];

/** What a person would call an instance: what its context says, else its id. */
export function titleOf(instance) {
  const told = NAMES.map((name) => instance.context?.[name]).find(isName);
  return told === undefined ? shortId(instance.id) : clip(told, 120);
}

const isName = (value) => typeof value === 'string' && value.trim() !== '';

/** The beginning of a text; what is long is never put on a page as a whole. */
export const clip = (text, most) => (text.length > most ? text.slice(0, most - 1) + '…' : text);

/** WaitingForApproval as words: Waiting for approval. */
export const words = (name) =>
  name.replace(/[_-]/g, ' ').replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);

/** Controls of terminals and of text direction made visible: no name pretends to be another. */
export const visible = (text) =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`);
