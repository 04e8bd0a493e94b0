/** Every version on a time line: go to any, see it as it was, compare, restore, fork. */
import { get, instancePath } from '../lib/api.js';
import { html, useEffect, useMemo, useState } from '../lib/ui.js';
import { go, href } from '../lib/route.js';
import { useLoad } from '../lib/load.js';
import { useKey } from '../lib/keys.js';
import { clock, count, visible, words } from '../lib/format.js';
import { versionOf } from '../lib/past.js';
import { Ago, Text, toneOf, Trouble } from '../parts/basics.js';
import { AsItWas } from './as-it-was.js';

const PAGE = 100;

/** Versions, the newest first, as far back as somebody has gone. */
function useVersions(instance) {
  const [older, setOlder] = useState({ items: [], next: undefined });
  const first = useLoad(`versions ${instance.id} ${instance.version}`, (signal) =>
    get(instancePath(instance.id, `/versions?order=desc&limit=${PAGE}`), signal));
  const newest = first.value?.items ?? [];
  const known = new Set(newest.map((it) => it.version));
  const items = [...newest, ...older.items.filter((it) => !known.has(it.version))];
  const next = older.next === undefined ? first.value?.next : older.next;
  const more = async () => {
    const cursor = encodeURIComponent(next);
    const page = await get(
      instancePath(instance.id, `/versions?order=desc&limit=${PAGE}&cursor=${cursor}`));
    setOlder({ items: [...older.items, ...page.items], next: page.next });
  };
  return { items, next, more, problem: first.problem };
}

export const Trail = ({ me, instance, definition, rest, query, onChanged }) => {
  const asked = Number(rest[0]);
  const version = Math.min(instance.version, Math.max(1, asked || instance.version));
  const [at, setAt] = useState(version);
  useEffect(() => setAt(version), [version]);
  const versions = useVersions(instance);
  const kept = useLoad(`checkpoints ${instance.id} ${instance.version}`, (signal) =>
    get(instancePath(instance.id, '/checkpoints'), signal));
  const past = useLoad(`${instance.id} ${at}`, (signal) => (at === instance.version
    ? Promise.resolve(instance) : versionOf(instance.id, at, signal)));
  const names = useMemo(() => byVersion(kept.value?.items ?? []), [kept.value]);
  const to = (number) => {
    const it = Math.min(instance.version, Math.max(1, number));
    setAt(it);
    go(href(['instances', instance.id, 'trail', String(it)], query), { replace: true });
  };
  useKey('[', 'One version back', () => to(at - 1));
  useKey(']', 'One version on', () => to(at + 1));
  const entry = versions.items.find((it) => it.version === at);
  return html`
    <div class="stack">
      <section class="panel" aria-label="Time line">
        <div class="scrub">
          <label class="only-read" for="scrub">Version</label>
          <input id="scrub" type="range" min="1" max=${instance.version} value=${at}
            onInput=${(event) => setAt(Number(event.target.value))}
            onChange=${(event) => to(Number(event.target.value))} />
          <output for="scrub">${count(at)} <span class="faint">of ${count(instance.version)}</span>
          </output>
        </div>
        <${Strip} items=${versions.items} at=${at} names=${names} onGo=${to} />
        <p class="small quiet scrub"><span>${entry
          ? html`${clock(entry.committedAt)} · <${What} of=${entry} /> by
            ${' '}<${Text} of=${entry.actor} most=${60} />` : '\u00a0'}</span></p>
      </section>
      <div class="trail">
        <nav class="panel" aria-label="Versions">
          ${versions.problem && html`<${Trouble} problem=${versions.problem} />`}
          <div class="versions">
            ${versions.items.map((it) => html`
              <${Entry} key=${it.version} entry=${it} names=${names.get(it.version)}
                isAt=${it.version === at} onGo=${to} id=${instance.id} />`)}
            ${versions.next && html`<button class="plain" onClick=${versions.more}>Older</button>`}
          </div>
        </nav>
        <div class="stack">
          ${past.problem && html`<${Trouble} problem=${past.problem} />`}
          ${past.value && html`
            <${AsItWas} me=${me} head=${instance} past=${past.value} definition=${definition}
              query=${query} names=${names.get(at) ?? []}
              onChanged=${() => { kept.reload(); onChanged(); }} />`}
        </div>
      </div>
    </div>`;
};

function byVersion(checkpoints) {
  const found = new Map();
  checkpoints.forEach((it) => found.set(it.version, [...(found.get(it.version) ?? []), it]));
  return found;
}

const changed = (entry) => entry.statuses.length > 1;

/** What a commit did, in a word. */
const What = ({ of: entry }) => {
  if (entry.kind !== 'commit') {
    return html`<b>${words(entry.kind)}</b>`;
  }
  return changed(entry) ? html`<b>${words(entry.statusBefore)} → ${words(entry.statusAfter)}</b>`
    : html`<b>change</b>`;
};

/** The loaded versions as a band in the colours of their statuses; checkpoints have a foot. */
const Strip = ({ items, at, names, onGo }) => html`
  <div class="strip" aria-hidden="true">
    ${[...items].slice(0, 150).reverse().map((it) => html`
      <button key=${it.version} tabindex="-1" title=${`Version ${it.version}: ${it.statusAfter}`}
        class=${`${toneOf(it.statusAfter)} ${it.version === at ? 'at' : ''} ${
          names.has(it.version) ? 'kept' : ''}`} onClick=${() => onGo(it.version)}></button>`)}
  </div>`;

const Entry = ({ entry, names, isAt, onGo, id }) => html`
  <a href=${href(['instances', id, 'trail', String(entry.version)])}
    aria-current=${isAt ? 'true' : null}
    onClick=${(event) => { event.preventDefault(); onGo(entry.version); }}>
    <span class="mono">${entry.version}</span>
    <span class="what"><${What} of=${entry} /></span>
    <span class="meta clip"><${Text} of=${entry.actor} most=${40} /> · <${Ago}
      time=${entry.committedAt} /></span>
    ${entry.reason && html`<span class="meta clip">
      “<${Text} of=${entry.reason} most=${120} />”</span>`}
    ${names && html`<span class="meta named clip">
      ${names.map((it) => visible(it.name)).join(', ')}</span>`}
  </a>`;
