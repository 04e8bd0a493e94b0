/** All instances that one may see, as they change; what is looked for stands in the address. */
import { get } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/ui.js';
import { go, href } from '../lib/route.js';
import { count } from '../lib/format.js';
import { may } from '../lib/rights.js';
import { useCalm, useLoad } from '../lib/load.js';
import { filters, useLiveList } from '../lib/live-list.js';
import { useKey } from '../lib/keys.js';
import { Busy, Empty, Live, Trouble } from '../parts/basics.js';
import { Filters } from './instances-filters.js';
import { StatusChips } from './status-chips.js';
import { Table } from './instances-table.js';
import { Bulk } from './bulk.js';

const PAGE = '50';

/** The query as the API takes it: what the address says, and how many. */
function asked(query) {
  const all = new URLSearchParams(query);
  all.set('limit', PAGE);
  all.has('sort') || all.set('sort', '-updatedAt');
  return all;
}

export const Instances = ({ me, query }) => {
  const list = useLiveList(asked(query));
  const [chosen, setChosen] = useState(new Set());
  const counts = useCounts(query, list.changes);
  useEffect(() => setChosen(new Set()), [query.toString()]);
  const change = (next) => {
    next.delete('cursor');
    go(href(['instances'], next));
  };
  useKey('c', 'Forgets all filters', () => go('#/instances'));
  const total = counts.value?.total;
  return html`
    <div class="head">
      <div class="grow">
        <h1>Instances</h1>
        <p>${total === undefined ? html`\u00a0` : `${count(total)} ${filters(query) ? 'match'
          : 'in all'}`} <span class="faint">·</span> <${Live} state=${list.state} /></p>
      </div>
      ${may(me, 'create') && html`
        <a class="button" href="#/definitions">Start an instance</a>`}
    </div>
    <div class="stack">
      <${StatusChips} query=${query} counts=${counts.value} onChange=${change} />
      <${Filters} query=${query} items=${list.items} problem=${list.problem} onChange=${change} />
      <${Found} list=${list} query=${query} chosen=${chosen} onChosen=${setChosen} me=${me} />
    </div>
    ${chosen.size > 0 && html`
      <${Bulk} me=${me} items=${list.items.filter((it) => chosen.has(it.id))}
        onDone=${() => setChosen(new Set())} />`}`;
};

/** Counts are asked for when things are calm: they are looked at, not watched. */
function useCounts(query, changes) {
  const all = new URLSearchParams(filters(query));
  all.delete('status');
  const counts = useLoad('counts?' + all, (signal) => get('/statistics?' + all, signal));
  const later = useCalm(counts.reload, 1500);
  useEffect(() => {
    if (changes > 0) {
      later();
    }
  }, [changes]);
  return counts;
}

const Found = ({ list, query, chosen, onChosen, me }) => {
  if (list.problem) {
    // What is wrong with an expression is said beside it.
    return list.problem.code === 'invalid_expression' ? null
      : html`<${Trouble} problem=${list.problem} onAgain=${list.reload} />`;
  }
  if (!list.value) {
    return html`<${Busy} />`;
  }
  if (list.items.length === 0) {
    return html`<div class="panel"><${Nothing} query=${query} /></div>`;
  }
  return html`
    <${Table} items=${list.items} fresh=${list.fresh} chosen=${chosen} onChosen=${onChosen}
      choosable=${may(me, 'change')} />
    <${Pages} query=${query} next=${list.next} />`;
};

const Nothing = ({ query }) =>
  (filters(query) ? html`
    <${Empty} title="Nothing matches">
      <p>No instance that you may see is like this.</p>
      <div class="line"><a class="button" href="#/instances">Forget the filters</a></div></>`
    : html`
    <${Empty} title="No instances yet">
      <p>They appear here as they are made, whoever makes them.</p>
      <p><code>cairn create WORKFLOW</code></p></>`);

const Pages = ({ query, next }) => {
  const following = new URLSearchParams(query);
  following.set('cursor', next ?? '');
  const first = new URLSearchParams(query);
  first.delete('cursor');
  const isFirst = !query.has('cursor');
  if (isFirst && !next) {
    return null;
  }
  return html`
    <nav class="line" aria-label="Pages of the list">
      ${!isFirst && html`<a class="button" href=${href(['instances'], first)}>First page</a>
        <button onClick=${() => history.back()}>Back</button>`}
      ${next && html`<a class="button" href=${href(['instances'], following)}>Next page</a>`}
    </nav>`;
};
