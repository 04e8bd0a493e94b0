/** What is looked for. Every field is a parameter of the address, and of the API. */
import { get } from '../lib/api.js';
import { html, useState } from '../lib/ui.js';
import { useLoad } from '../lib/load.js';
import { Icon } from '../lib/icons.js';
import { Text } from '../parts/basics.js';
import { Where } from '../parts/where.js';

const SORTS = {
  '-updatedAt': 'Last changed', updatedAt: 'Longest unchanged', '-createdAt': 'Newest',
  createdAt: 'Oldest',
};

const NAMES = {
  workflowId: 'definition', owner: 'owner', tag: 'tag', tagAny: 'any tag', parent: 'parent',
  createdAfter: 'created after', createdBefore: 'created before', updatedAfter: 'changed after',
  updatedBefore: 'changed before', showCancelled: 'cancelled too',
};

export const Filters = ({ query, items, problem, onChange }) => {
  const [more, setMore] = useState(false);
  const set = (name, value) => {
    const next = new URLSearchParams(query);
    next.delete(name);
    if (value) {
      next.set(name, value);
    }
    onChange(next);
  };
  return html`
    <div class="stack tight" role="search" aria-label="Instances">
      <div class="line top">
        <div class="grow">
          <${Where} value=${query.get('where') ?? ''} items=${items}
            problem=${problem?.code === 'invalid_expression' ? problem : null}
            onChange=${(text) => set('where', text)} />
        </div>
        <button aria-expanded=${more ? 'true' : 'false'} onClick=${() => setMore(!more)}>
          <${Icon} name="filter" />More filters</button>
        <label class="only-read" for="sort">Order</label>
        <div><select id="sort" value=${query.get('sort') ?? '-updatedAt'}
          onChange=${(event) => set('sort', event.target.value)}>
          ${Object.entries(SORTS).map(([value, name]) =>
            html`<option value=${value}>${name}</option>`)}
        </select></div>
      </div>
      ${more && html`<${More} query=${query} onSet=${set} onChange=${onChange} />`}
      <${Active} query=${query} onChange=${onChange} />
    </div>`;
};

const More = ({ query, onSet, onChange }) => {
  const definitions = useLoad('definitions', (signal) => get('/definitions', signal));
  const ids = [...new Set((definitions.value?.items ?? []).map((it) => it.id))];
  const time = (name) => (event) =>
    onSet(name, event.target.value && new Date(event.target.value).toISOString());
  const add = (name) => (event) => {
    const next = new URLSearchParams(query);
    next.append(name, event.target.value.trim());
    onChange(next);
  };
  return html`
    <div class="panel"><div class="body fields">
      <${Field} name="Definition">${(id) => html`
        <select id=${id} value=${query.get('workflowId') ?? ''}
          onChange=${(event) => onSet('workflowId', event.target.value)}>
          <option value="">Any</option>
          ${ids.map((it) => html`<option value=${it}><${Text} of=${it} /></option>`)}
        </select>`}<//>
      <${Field} name="Owner" hint="me, or a subject">${(id) => html`
        <input id=${id} value=${query.get('owner') ?? ''}
          onChange=${(event) => onSet('owner', event.target.value.trim())} />`}<//>
      <${Field} name="Tag" hint="Enter adds one">${(id) => html`
        <input id=${id} value="" onChange=${add('tag')} />`}<//>
      <${AttributeField} query=${query} onChange=${onChange} />
      <${Field} name="Created after">${(id) => html`
        <input id=${id} type="datetime-local" onChange=${time('createdAfter')} />`}<//>
      <${Field} name="Created before">${(id) => html`
        <input id=${id} type="datetime-local" onChange=${time('createdBefore')} />`}<//>
      <${Field} name="Changed after">${(id) => html`
        <input id=${id} type="datetime-local" onChange=${time('updatedAfter')} />`}<//>
      <${Field} name="Cancelled">${(id) => html`
        <select id=${id} value=${query.get('showCancelled') ?? ''}
          onChange=${(event) => onSet('showCancelled', event.target.value)}>
          <option value="">Left out</option><option value="true">Shown</option>
        </select>`}<//>
    </div></div>`;
};

const Field = ({ name, hint, children }) => {
  const id = 'filter-' + name.toLowerCase().replaceAll(' ', '-');
  return html`
    <div class="field"><label for=${id}>${name}</label>${children(id)}
      ${hint && html`<span class="hint">${hint}</span>`}</div>`;
};

const AttributeField = ({ query, onChange }) => html`
  <${Field} name="Attribute" hint="epic=12; null is a value">${(id) => html`
    <input id=${id} class="mono" placeholder="name=value" value="" onChange=${(event) => {
      const [name, ...value] = event.target.value.split('=');
      if (name.trim() && value.length > 0) {
        const next = new URLSearchParams(query);
        next.append('attr.' + name.trim(), value.join('=').trim());
        onChange(next);
      }
    }} />`}<//>`;

/** What is set, each with a way to take it back. */
const Active = ({ query, onChange }) => {
  const shown = [...query.entries()].filter(([name]) => NAMES[name] || name.startsWith('attr.'));
  const without = (name, value) => () => {
    const rest = [...query.entries()].filter(([a, b]) => a !== name || b !== value);
    onChange(new URLSearchParams(rest));
  };
  if (shown.length === 0) {
    return null;
  }
  return html`
    <div class="chips">
      ${shown.map(([name, value]) => html`
        <button key=${name + value} class="chip" aria-pressed="true" onClick=${without(name, value)}
          title="Take this filter away">
          ${NAMES[name] ?? name.slice(5)} <b class="clip"><${Text} of=${value} most=${40} /></b>
          <${Icon} name="close" /></button>`)}
      <a class="chip" href="#/instances">Forget all</a>
    </div>`;
};
