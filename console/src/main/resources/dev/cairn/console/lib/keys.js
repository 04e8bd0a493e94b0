/** The keyboard: one list of what keys do, which the page of help shows. */
import { useEffect, useRef } from './ui.js';

const bound = new Set();
let prefix = '';
let cleared = 0;

const TYPING = 'input, textarea, select, [contenteditable]';

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
    return;
  }
  if (event.target.closest?.(TYPING) && event.key !== 'Escape') {
    return;
  }
  if (document.querySelector('dialog[open]')) {
    return;
  }
  const keys = prefix + event.key;
  prefix = '';
  const binding = [...bound].reverse().find((it) => it.keys.includes(keys));
  if (binding) {
    event.preventDefault();
    binding.run.current(event);
  } else if (event.key === 'g') {
    prefix = 'g ';
    clearTimeout(cleared);
    cleared = setTimeout(() => { prefix = ''; }, 1500);
  }
}

addEventListener('keydown', pressed);

/** Every key that does something now, for the page of help. */
export const bindings = () => [...bound].map(({ keys, says }) => ({ keys, says }));

/**
 * Binds keys while the part that asks is on the page.
 *
 * @param {string} keys one, or several with commas between: 'j,ArrowDown' or 'g i'
 */
export function useKey(keys, says, run) {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const binding = { keys: keys.split(','), says, run: latest };
    bound.add(binding);
    return () => bound.delete(binding);
  }, [keys, says]);
}
