/** A page of a list that keeps itself current. */
import { get } from './api.js';
import { useCalm, useLoad } from './load.js';
import { useStream } from './stream.js';
import { useEffect, useRef, useState } from './ui.js';

const CALM = 200;

/** More than this many changes at once are not looked up one by one: the page is read again. */
const MANY = 40;

/**
 * Reads a page of instances and follows them. What changed is read again in one request; what
 * left is dropped; what is new arrives where the order puts it, on the first page only.
 *
 * @param {URLSearchParams} query filters, sort, limit, cursor
 * @returns items, the cursor of the next page, ids that have just changed, and the state of the
 *   stream
 */
export function useLiveList(query) {
  const text = query.toString();
  const page = useLoad('list?' + text, (signal) => get('/workflows?' + text, signal));
  const [fresh, setFresh] = useState(new Set());
  const [changes, setChanges] = useState(0);
  const waiting = useRef(new Map());
  useEffect(() => waiting.current.clear(), [text]);

  const settle = useCalm(async () => {
    const batch = waiting.current;
    waiting.current = new Map();
    setChanges((it) => it + 1);
    if (batch.size > MANY) {
      page.reload();
      return;
    }
    const changed = [...batch].filter(([, match]) => match !== 'left').map(([id]) => id);
    const found = await again(changed);
    page.replace((old) => old && { ...old, items: joined(old.items, found, batch, query) });
    setFresh(new Set(changed));
  }, CALM);

  const state = useStream(page.problem ? null : '/stream?' + filters(query), {
    onCommit: (commit) => {
      waiting.current.set(commit.instanceId, commit.match);
      settle();
    },
    onGap: page.reload,
  });
  return { ...page, items: page.value?.items ?? [], next: page.value?.next ?? null, fresh, changes,
    state };
}

async function again(ids) {
  if (ids.length === 0) {
    return [];
  }
  const query = new URLSearchParams(ids.map((id) => ['id', id]));
  query.set('limit', '100');
  return (await get('/workflows?' + query).catch(() => ({ items: [] }))).items;
}

/** The filters alone: streams know no order and no pages. */
export function filters(query) {
  const only = new URLSearchParams(query);
  ['sort', 'limit', 'cursor', 'showCancelled'].forEach((name) => only.delete(name));
  return only.toString();
}

function joined(items, found, batch, query) {
  const byId = new Map(found.map((it) => [it.id, it]));
  const hidesCancelled = !query.has('showCancelled') && !query.has('status');
  const stays = (it) => batch.get(it.id) !== 'left'
    && !(hidesCancelled && it.status === 'Cancelled');
  const kept = items.map((it) => byId.get(it.id) ?? it).filter(stays);
  const known = new Set(items.map((it) => it.id));
  const added = query.has('cursor') ? [] : found.filter((it) => !known.has(it.id)).filter(stays);
  const limit = Number(query.get('limit') ?? 20);
  return ordered([...kept, ...added], query.get('sort') ?? '-createdAt').slice(0, limit);
}

function ordered(items, sort) {
  const member = sort.replace('-', '');
  const sign = sort.startsWith('-') ? -1 : 1;
  const less = (a, b) => (a[member] === b[member] ? (a.id < b.id ? -1 : 1)
    : a[member] < b[member] ? -1 : 1);
  return [...items].sort((a, b) => sign * less(a, b));
}
