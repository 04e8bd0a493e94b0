/** JSON values: pointers, differences, merging. The server does the same; here one looks. */

/** Whether a value is a number that no double holds: it is kept as it was written. */
const isExact = (it) => JSON.isRawJSON?.(it) ?? false;

const isObject = (it) =>
  it !== null && typeof it === 'object' && !Array.isArray(it) && !isExact(it);

/** Whether there is something below a value. */
export const isOpenable = (it) =>
  it !== null && typeof it === 'object' && !isExact(it) && Object.keys(it).length > 0;

export const kind = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array'
  : isExact(value) ? 'number' : typeof value);

/** A scalar as text. */
export const scalarText = (value) => (isExact(value) ? value.rawJSON : String(value));

const DIGITS_OF_DOUBLES = 15;

const isRounded = (value, source) => String(value) !== source
  && source.replace(/[eE].*|\D/g, '').length > DIGITS_OF_DOUBLES;

/** Parses JSON and rounds nothing, where the browser can (all since 2025). */
export const parse = (text) => JSON.parse(text, (key, value, seen) =>
  (typeof value === 'number' && JSON.rawJSON && seen?.source && isRounded(value, seen.source)
    ? JSON.rawJSON(seen.source) : value));

export function equal(a, b) {
  if (a === b) {
    return true;
  }
  if (isExact(a) || isExact(b)) {
    return isExact(a) && isExact(b) && a.rawJSON === b.rawJSON;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((it, i) => equal(it, b[i]));
  }
  return isObject(a) && isObject(b)
    && Object.keys(a).length === Object.keys(b).length
    && Object.keys(a).every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

const escaped = (key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/** The pointer of a member. */
export const child = (pointer, key) => `${pointer}/${escaped(key)}`;

/** The keys that a pointer names. */
export const keysOf = (pointer) =>
  pointer.split('/').slice(1).map((it) => it.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The value at a pointer; undefined when there is none. */
export const at = (value, pointer) =>
  keysOf(pointer).reduce((it, key) =>
    (it !== null && typeof it === 'object' && Object.hasOwn(it, key) ? it[key] : undefined), value);

/** A copy with a value at a pointer; undefined removes what is there. */
export function withAt(value, pointer, next) {
  const keys = keysOf(pointer);
  if (keys.length === 0) {
    return next;
  }
  const [key, ...rest] = keys;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const inner = withAt(Object.hasOwn(copy, key) ? copy[key] : {},
    rest.map((it) => '/' + escaped(it)).join(''), next);
  if (inner === undefined) {
    delete copy[key];
  } else {
    set(copy, key, inner);
  }
  return copy;
}

function set(object, key, value) {
  Object.defineProperty(object, key, {
    value, enumerable: true, writable: true, configurable: true,
  });
}

/**
 * What differs between two values, the smallest places first found from above.
 *
 * @returns {{path: string, before: any, after: any}[]} undefined where there is nothing
 */
export function differences(before, after, pointer = '', found = []) {
  if (equal(before, after)) {
    return found;
  }
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      differences(
        Object.hasOwn(before, key) ? before[key] : undefined,
        Object.hasOwn(after, key) ? after[key] : undefined, child(pointer, key), found);
    }
  } else {
    found.push({ path: pointer, before, after });
  }
  return found;
}

/** The merge patch (RFC 7396) that makes one object of another; null removes. */
export function mergePatch(before, after) {
  const patch = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!Object.hasOwn(after, key)) {
      set(patch, key, null);
    } else if (!Object.hasOwn(before, key) || !isObject(before[key]) || !isObject(after[key])) {
      if (!equal(before[key], after[key]) || !Object.hasOwn(before, key)) {
        set(patch, key, after[key]);
      }
    } else if (!equal(before[key], after[key])) {
      set(patch, key, mergePatch(before[key], after[key]));
    }
  }
  return patch;
}

/** The JSON Patch (RFC 6902) that makes one value of another: exact, with nulls and arrays. */
export const jsonPatch = (before, after) =>
  differences(before, after).map(({ path, before: old, after: now }) =>
    now === undefined ? { op: 'remove', path }
      : { op: old === undefined ? 'add' : 'replace', path, value: now });

/**
 * Merges two changes of one value. Where both changed a place differently, mine stands in the
 * result and the place is named.
 *
 * @returns {{merged: any, conflicts: {path: string, base: any, mine: any, theirs: any}[]}}
 */
export function merge(base, mine, theirs) {
  const ours = differences(base, mine);
  const others = differences(base, theirs);
  let merged = theirs;
  const conflicts = [];
  for (const change of ours) {
    const clash = others.find((it) => touches(it.path, change.path)
      && !equal(at(theirs, change.path), change.after));
    if (clash) {
      conflicts.push({
        path: change.path, base: change.before, mine: change.after, theirs: at(theirs, change.path),
      });
    }
    merged = withAt(merged, change.path, change.after);
  }
  return { merged, conflicts };
}

const touches = (a, b) => a === b || a.startsWith(b + '/') || b.startsWith(a + '/');
