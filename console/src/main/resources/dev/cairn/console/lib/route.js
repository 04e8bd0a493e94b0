/** Where one is in the console: the part of the address after the #, so that it can be shared. */
import { useEffect, useState } from './ui.js';

/**
 * Reads an address such as #/instances?status=Running.
 *
 * @returns {{path: string[], query: URLSearchParams}}
 */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#?\/?/, '').split('?');
  return {
    path: path.split('/').filter(Boolean).map(decoded),
    query: new URLSearchParams(query),
  };
}

function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Writes an address; values that are empty are left out. */
export function href(path, query) {
  const parameters = new URLSearchParams(query ?? '');
  [...parameters.entries()]
    .filter(([, value]) => value === '')
    .forEach(([name]) => parameters.delete(name));
  const text = parameters.toString();
  return '#/' + path.map(encodeURIComponent).join('/') + (text ? '?' + text : '');
}

/** Goes somewhere. To replace leaves no step back to where one was. */
export function go(to, { replace = false } = {}) {
  if (replace) {
    history.replaceState(null, '', to);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = to;
  }
}

/** The place that is shown now. */
export function useRoute() {
  const [route, set] = useState(() => parse(location.hash));
  useEffect(() => {
    const changed = () => set(parse(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return route;
}
