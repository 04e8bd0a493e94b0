/** A condition, with the names that could be meant, and what is wrong with it, if anything. */
import { html, useEffect, useRef, useState } from '../lib/ui.js';
import { useKey } from '../lib/keys.js';
import { STATUSES } from './basics.js';

const MEMBERS = [
  ['status', 'where it is in its life'], ['workflowId', 'its definition'], ['owner', 'a subject'],
  ['tags', "'vip' in tags"], ['participants', "'me' in participants"], ['createdAt', 'a time'],
  ['updatedAt', 'a time'], ['id', 'a UUID'], ['parent', 'a UUID'],
];

const WORD = /[\w.$'-]*$/;
const IDENTIFIER = /^[A-Za-z_]\w*$/;

/** The names in what is on the page: nobody remembers what a context holds. */
function named(items) {
  const found = new Map();
  const walk = (value, path, depth) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || depth > 3) {
      return;
    }
    for (const key of Object.keys(value).slice(0, 40)) {
      if (IDENTIFIER.test(key) && found.size < 300) {
        found.set(`${path}.${key}`, kindOf(value[key]));
        walk(value[key], `${path}.${key}`, depth + 1);
      }
    }
  };
  items.slice(0, 30).forEach((it) => {
    walk(it.attributes, 'attributes', 0);
    walk(it.context, 'context', 0);
    walk(it.stepData, 'stepData', 0);
  });
  return [...found];
}

const kindOf = (value) => (Array.isArray(value) ? 'a list' : value === null ? 'null'
  : typeof value === 'object' ? 'members' : `such as ${JSON.stringify(value).slice(0, 30)}`);

function completions(text, items) {
  const word = text.match(WORD)[0];
  const before = text.slice(0, text.length - word.length);
  if (/status\s*(==|!=)\s*$/.test(before)) {
    return STATUSES.map((it) => [`'${it}'`, 'a status'])
      .filter(([it]) => it.toLowerCase().startsWith(word.toLowerCase()));
  }
  if (word.startsWith("'")) {
    return [];
  }
  return [...MEMBERS, ...named(items)]
    .filter(([it]) => it.toLowerCase().includes(word.toLowerCase()) && it !== word)
    .sort(([a], [b]) => Number(!a.startsWith(word)) - Number(!b.startsWith(word)))
    .slice(0, 12);
}

export const Where = ({ value, items, problem, onChange }) => {
  const [text, setText] = useState(value);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const input = useRef(null);
  useEffect(() => setText(value), [value]);
  useKey('/', 'Goes to the condition', () => input.current.focus());
  const options = open ? completions(text, items) : [];
  const take = ([name]) => {
    setText(text.slice(0, text.length - text.match(WORD)[0].length) + name + ' ');
    setChosen(-1);
    input.current.focus();
  };
  const keys = (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && options.length > 0) {
      event.preventDefault();
      setChosen((chosen + move + options.length + 1) % (options.length + 1));
    } else if (event.key === 'Tab' && !event.shiftKey && options.length > 0 && chosen >= 0) {
      event.preventDefault();
      take(options[chosen]);
    } else if (event.key === 'Escape') {
      setOpen(false);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (options[chosen]) {
        take(options[chosen]);
      } else {
        setOpen(false);
        onChange(text.trim());
      }
    }
  };
  return html`
    <div class="complete">
      <label class="only-read" for="where">Condition</label>
      <input id="where" ref=${input} class="mono" value=${text} autocomplete="off"
        spellcheck="false" placeholder="status == 'Running' && context.total > 100    /"
        role="combobox" aria-expanded=${options.length > 0 ? 'true' : 'false'}
        aria-controls="where-options" aria-autocomplete="list"
        aria-activedescendant=${options[chosen] ? `where-${chosen}` : null}
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby=${problem ? 'where-wrong' : null}
        onInput=${(event) => { setText(event.target.value); setOpen(true); setChosen(-1); }}
        onKeyDown=${keys} onBlur=${() => { setOpen(false); text.trim() !== value
          && onChange(text.trim()); }} />
      <ul id="where-options" role="listbox" aria-label="Names"
        class=${options.length > 0 ? 'options' : 'hidden'}>
        ${options.map((it, i) => html`
          <li key=${it[0]} id=${`where-${i}`} role="option"
            aria-selected=${i === chosen ? 'true' : 'false'}
            onMouseDown=${(event) => { event.preventDefault(); take(it); }}>
            <code>${it[0]}</code><span class="small faint clip">${it[1]}</span></li>`)}
      </ul>
      ${problem && html`<p class="small broken wrap" id="where-wrong" role="alert">
        ${problem.message}${problem.hint ? ` — ${problem.hint}` : ''}</p>`}
    </div>`;
};
