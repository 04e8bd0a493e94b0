/**
 * A JSON value as a tree that opens where one looks. Only what is open is drawn, and long lists and
 * texts a part at a time, so that a document of a megabyte is as quick as a small one.
 */
import { html, useMemo, useState } from '../lib/ui.js';
import { child, isOpenable, kind, scalarText } from '../lib/json.js';
import { clip, count, visible } from '../lib/format.js';

const PART = 100;
const TEXT = 300;
const FOUND_MAX = 200;

/**
 * Shows a value.
 *
 * @param {{value: any, name: string, onPath?: (pointer: string) => void, base?: string}} it
 *   onPath is told which place somebody asks about
 */
export const Tree = ({ value, name, onPath, base = '' }) => {
  const [search, setSearch] = useState('');
  const text = search.trim().toLowerCase();
  const found = useMemo(() => (text ? find(value, text, base) : null), [value, text]);
  return html`
    <div class="tree">
      <div class="field">
        <label class="only-read" for=${'search-' + name}>Search in ${name}</label>
        <input id=${'search-' + name} type="search" placeholder=${`Search in ${name}`}
          value=${search} onInput=${(event) => setSearch(event.target.value)} />
      </div>
      ${found ? html`<${Found} found=${found} onPath=${onPath} />`
        : html`<ul role="tree" aria-label=${name}>
          <${Members} value=${value} pointer=${base} depth=${0} onPath=${onPath} /></ul>`}
    </div>`;
};

/** Places whose key or scalar has a text in it. */
function find(value, text, base) {
  const places = [];
  const walk = (it, pointer) => {
    if (places.length >= FOUND_MAX) {
      return;
    }
    if (isOpenable(it)) {
      Object.keys(it).forEach((key) => {
        if (key.toLowerCase().includes(text)) {
          places.push({ pointer: child(pointer, key), value: it[key] });
        } else {
          walk(it[key], child(pointer, key));
        }
      });
    } else if (scalarText(it).toLowerCase().includes(text)) {
      places.push({ pointer, value: it });
    }
  };
  walk(value, base);
  return places;
}

const Found = ({ found, onPath }) => html`
  <p class="small faint" role="status">${found.length >= FOUND_MAX ? `the first ${FOUND_MAX}`
    : found.length} found</p>
  <ul>
    ${found.map((it) => html`
      <li key=${it.pointer} class="leaf">
        <button class="key" onClick=${() => onPath?.(it.pointer)}>
          ${visible(clip(it.pointer, 160))}</button>
        ${' '}<${Scalar} value=${it.value} />
      </li>`)}
  </ul>`;

const Members = ({ value, pointer, depth, onPath }) => {
  const [shown, setShown] = useState(PART);
  const keys = isOpenable(value) ? Object.keys(value) : [];
  if (keys.length === 0) {
    return html`<li class="leaf" role="treeitem"><${Scalar} value=${value} /></li>`;
  }
  return html`
    ${keys.slice(0, shown).map((key) => html`
      <${Member} key=${key} name=${key} value=${value[key]} pointer=${child(pointer, key)}
        depth=${depth} onPath=${onPath} />`)}
    ${keys.length > shown && html`
      <li role="treeitem"><button class="tight" onClick=${() => setShown(shown + PART)}>
        ${count(keys.length - shown)} more</button></li>`}`;
};

const Member = ({ name, value, pointer, depth, onPath }) => {
  const openable = isOpenable(value);
  const [open, setOpen] = useState(openable && depth < 2 && Object.keys(value).length <= 30);
  const key = visible(clip(name, 120));
  if (!openable) {
    return html`
      <li class="leaf" role="treeitem">
        <button class="key" title="Who changed this last" onClick=${() => onPath?.(pointer)}>
          ${key}</button>
        ${' '}<${Scalar} value=${value} />
      </li>`;
  }
  return html`
    <li role="treeitem" aria-expanded=${open ? 'true' : 'false'}>
      <button class="fold" aria-label=${`${open ? 'Close' : 'Open'} ${key}`}
        onClick=${() => setOpen(!open)}>${open ? '▾' : '▸'}</button>
      <button class="key" title="Who changed this last" onClick=${() => onPath?.(pointer)}>
        ${key}</button>
      ${' '}<span class="faint">${summary(value)}</span>
      ${open && html`<ul role="group"><${Members} value=${value} pointer=${pointer}
        depth=${depth + 1} onPath=${onPath} /></ul>`}
    </li>`;
};

const summary = (value) => (Array.isArray(value) ? `[${count(value.length)}]`
  : `{${count(Object.keys(value).length)}}`);

/** A value without members; texts that are long can be unfolded, up to a point. */
export const Scalar = ({ value }) => {
  const [whole, setWhole] = useState(false);
  const type = kind(value);
  if (type === 'object' || type === 'array') {
    return html`<span class="value faint">${summary(value)}</span>`;
  }
  if (type !== 'string') {
    return html`<span class=${'value is-' + type}>${scalarText(value)}</span>`;
  }
  const long = value.length > TEXT;
  return html`
    <span class="value is-string">"${visible(long ? value.slice(0, whole ? 20000 : TEXT)
      : value)}${long ? '…' : ''}"</span>
    ${long && html` <button class="tight plain" onClick=${() => setWhole(!whole)}>
      ${whole ? 'less' : `${count(value.length)} characters`}</button>`}`;
};
