/** Old versions never change: those that were looked at are kept, so that scrubbing is quick. */
import { get, instancePath } from './api.js';

const KEPT = 60;
const kept = new Map();

/** An instance as it was at a version. */
export async function versionOf(id, version, signal) {
  const key = `${id} ${version}`;
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const found = await get(instancePath(id, `/versions/${version}`), signal);
  kept.set(key, found);
  if (kept.size > KEPT) {
    kept.delete(kept.keys().next().value);
  }
  return found;
}

/** What differs between two versions; what was not there is undefined. */
export async function differenceOf(id, from, to, signal) {
  const told = await get(instancePath(id, `/diff?from=${from}&to=${to}`), signal);
  const ops = new Map(told.patch.map((it) => [it.path, it.op]));
  return told.changes.map((it) => ({
    ...it,
    before: ops.get(it.path) === 'add' ? undefined : it.before,
    after: ops.get(it.path) === 'remove' ? undefined : it.after,
  }));
}
