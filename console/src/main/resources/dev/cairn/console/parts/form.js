/**
 * A form from a JSON Schema: texts, numbers, choices, dates, lists and what is inside of others.
 * What no field can show is written as JSON. Errors stand beside their fields.
 */
import { html, useState } from '../lib/ui.js';
import { child, parse, scalarText } from '../lib/json.js';
import { resolve } from '../lib/schema.js';
import { visible, words } from '../lib/format.js';
import { Icon } from '../lib/icons.js';

const LONG = 160;
const DEEPEST = 12;

/** What an empty form of a schema holds: defaults, and what must be there. */
export function blank(schema, root = schema, depth = 0) {
  const rule = resolve(schema, root);
  if (rule.default !== undefined) {
    return rule.default;
  }
  if (typeOf(rule) !== 'object' || depth > DEEPEST) {
    return rule.const;
  }
  return Object.fromEntries(Object.entries(rule.properties ?? {})
    .map(([key, it]) => [key, rule.required?.includes(key) || typeOf(resolve(it, root)) === 'object'
      || it.default !== undefined ? blank(it, root, depth + 1) : undefined])
    .filter(([, value]) => value !== undefined));
}

const typeOf = (rule) => [].concat(rule.type ?? (rule.properties ? 'object' : 'any'))
  .find((it) => it !== 'null');

/**
 * Fields of a schema.
 *
 * @param {{schema: object, value: any, onChange: (value: any) => void,
 *   errors: {path: string, message: string}[], pointer?: string, name?: string}} it
 */
export const Form = (it) => html`<${Part} ...${it} root=${it.root ?? it.schema} depth=${0}
  pointer=${it.pointer ?? ''} />`;

const Part = (it) => {
  const rule = resolve(it.schema, it.root);
  const type = typeOf(rule);
  if (it.depth > DEEPEST || rule.oneOf || rule.anyOf) {
    return html`<${AsJson} ...${it} rule=${rule} />`;
  }
  if (rule.enum) {
    return html`<${Choice} ...${it} rule=${rule} />`;
  }
  const Kind = KINDS[type] ?? AsJson;
  return html`<${Kind} ...${it} rule=${rule} />`;
};

const labelOf = (rule, name) => visible(rule.title ?? (name ? words(String(name)) : 'Value'));

const idOf = (pointer) => 'field' + pointer.replace(/[^\w-]/g, '_');

const Labelled = ({ rule, name, pointer, required, errors, children }) => {
  const mine = errors.filter((it) => it.path === pointer);
  const id = idOf(pointer);
  const more = { id, 'aria-invalid': mine.length > 0 ? 'true' : 'false',
    'aria-describedby': `${id}-more`, 'aria-required': required ? 'true' : null };
  return html`
    <div class="field">
      <label for=${id}>${labelOf(rule, name)}${required ? '' : html`
        <span class="faint"> (optional)</span>`}</label>
      ${children(more)}
      <div id=${`${id}-more`}>
        ${rule.description && html`<p class="hint">${visible(rule.description)}</p>`}
        ${mine.map((it) => html`<p class="wrong">${labelOf(rule, name)} ${it.message}</p>`)}
      </div>
    </div>`;
};

const INPUTS = { date: 'date', email: 'email', uri: 'url', time: 'time', password: 'password' };

const Words = (it) => {
  const { rule, value, onChange } = it;
  const set = (event) => onChange(event.target.value === '' && !it.required ? undefined
    : event.target.value);
  return html`<${Labelled} ...${it}>${(more) => {
    if (rule.format === 'date-time') {
      return html`<input ...${more} type="datetime-local" step="1" value=${local(value)}
        onInput=${(event) => onChange(event.target.value === '' ? undefined
          : new Date(event.target.value).toISOString())} />`;
    }
    const long = Math.max(rule.maxLength ?? 0, value?.length ?? 0) > LONG;
    return long || rule.format === 'multiline'
      ? html`<textarea ...${more} value=${value ?? ''} onInput=${set}></textarea>`
      : html`<input ...${more} type=${INPUTS[rule.format] ?? 'text'} value=${value ?? ''}
        onInput=${set} />`;
  }}<//>`;
};

/** A time as the browser's own field takes it: local, to the second. */
function local(time) {
  const at = new Date(time ?? NaN);
  return Number.isNaN(at.getTime()) ? ''
    : new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
}

const Amount = (it) => {
  const [text, setText] = useState(it.value === undefined ? '' : scalarText(it.value));
  const set = (event) => {
    setText(event.target.value);
    it.onChange(numberOf(event.target.value));
  };
  return html`<${Labelled} ...${it}>${(more) => html`
    <input ...${more} inputmode=${it.rule.type === 'integer' ? 'numeric' : 'decimal'} value=${text}
      autocomplete="off" onInput=${set} />`}<//>`;
};

/** What is no number stays text, so that it is told as wrong and not taken for nothing. */
function numberOf(text) {
  const trimmed = text.trim();
  try {
    return trimmed === '' ? undefined : parse(trimmed);
  } catch {
    return trimmed;
  }
}

const Decision = (it) => html`
  <div class="field">
    <label class="line"><input type="checkbox" id=${idOf(it.pointer)} checked=${it.value === true}
      onChange=${(event) => it.onChange(event.target.checked)} />
      ${' '}${labelOf(it.rule, it.name)}</label>
    ${it.rule.description && html`<p class="hint">${visible(it.rule.description)}</p>`}
    ${it.errors.filter((one) => one.path === it.pointer).map((one) => html`
      <p class="wrong">${one.message}</p>`)}
  </div>`;

const Choice = (it) => {
  const index = it.rule.enum.findIndex((one) => JSON.stringify(one) === JSON.stringify(it.value));
  return html`<${Labelled} ...${it}>${(more) => html`
    <select ...${more} value=${String(index)} onChange=${(event) =>
      it.onChange(it.rule.enum[Number(event.target.value)])}>
      <option value="-1">Choose…</option>
      ${it.rule.enum.map((one, i) =>
        html`<option value=${String(i)}>${visible(String(one))}</option>`)}
    </select>`}<//>`;
};

const Members = (it) => {
  const value = it.value !== null && typeof it.value === 'object' ? it.value : {};
  const set = (key) => (next) => {
    const copy = { ...value };
    delete copy[key];
    it.onChange(next === undefined ? copy : { ...copy, [key]: next });
  };
  const fields = Object.entries(it.rule.properties ?? {}).map(([key, schema]) => html`
    <${Part} key=${key} schema=${schema} root=${it.root} name=${key} value=${value[key]}
      onChange=${set(key)} errors=${it.errors} pointer=${child(it.pointer, key)}
      required=${it.rule.required?.includes(key)} depth=${it.depth + 1} />`);
  if (fields.length === 0) {
    return html`<${AsJson} ...${it} />`;
  }
  return it.depth === 0 ? html`<div class="stack">${fields}</div>`
    : html`<fieldset><legend>${labelOf(it.rule, it.name)}</legend>${fields}</fieldset>`;
};

const List = (it) => {
  const value = Array.isArray(it.value) ? it.value : [];
  const set = (i) => (next) => it.onChange(value.map((one, j) => (j === i ? next ?? null : one)));
  return html`
    <fieldset>
      <legend>${labelOf(it.rule, it.name)}</legend>
      ${it.errors.filter((one) => one.path === it.pointer).map((one) => html`
        <p class="wrong">${one.message}</p>`)}
      ${value.map((one, i) => html`
        <div key=${i} class="line top">
          <div class="grow"><${Part} schema=${it.rule.items ?? {}} root=${it.root}
            name=${`${i + 1}`} value=${one} onChange=${set(i)} errors=${it.errors} required=${true}
            pointer=${child(it.pointer, i)} depth=${it.depth + 1} /></div>
          <button type="button" class="plain icon" aria-label=${`Remove ${i + 1}`}
            onClick=${() => it.onChange(value.filter((_, j) => j !== i))}>
            <${Icon} name="close" /></button>
        </div>`)}
      <div><button type="button" class="tight" onClick=${() =>
        it.onChange([...value, blank(it.rule.items ?? {}, it.root) ?? ''])}>
        <${Icon} name="plus" /> Add</button></div>
    </fieldset>`;
};

/** What has no field of its own. */
const AsJson = (it) => {
  const [text, setText] = useState(it.value === undefined ? '' : JSON.stringify(it.value, null, 2));
  const set = (event) => {
    setText(event.target.value);
    it.onChange(numberOf(event.target.value));
  };
  return html`<${Labelled} ...${it} name=${it.name ?? 'as JSON'}>${(more) => html`
    <textarea ...${more} class="mono" spellcheck="false" value=${text} onInput=${set}></textarea>
  `}<//>`;
};

const KINDS = {
  string: Words, number: Amount, integer: Amount, boolean: Decision, object: Members, array: List,
};
