/** Commits as they become durable. */
import { call } from './api.js';
import { useEffect, useRef, useState } from './ui.js';

const RETRY = 3000;

/**
 * Follows a stream of commits while the page is looked at: browsers have few connections, and a
 * tab in the background gives its own back. It goes on where it was.
 *
 * @param {string|null} path below /api/v1; null follows nothing
 * @param {{onCommit: (commit: object) => void, onGap?: () => void}} to
 * @returns {'live'|'connecting'|'away'} whether what is shown is current
 */
export function useStream(path, to) {
  const [state, set] = useState('connecting');
  const listener = useRef(to);
  listener.current = to;
  useEffect(() => (path === null ? undefined : follow(path, listener, set)), [path]);
  return state;
}

function follow(path, listener, set) {
  let source = null;
  let timer = 0;
  let position = '';
  let first = true;

  const open = () => {
    clearTimeout(timer);
    close();
    set('connecting');
    const after = position ? (path.includes('?') ? '&' : '?') + 'after=' + position : '';
    source = new EventSource('/api/v1' + path + after);
    source.onopen = () => {
      set('live');
      if (!first && !position) {
        listener.current.onGap?.();
      }
      first = false;
    };
    source.addEventListener('commit', (event) => {
      position = event.lastEventId;
      listener.current.onCommit(JSON.parse(event.data));
    });
    source.addEventListener('gap', (event) => {
      position = event.lastEventId;
      listener.current.onGap?.();
    });
    source.onerror = () => failed();
  };

  // A browser connects again by itself, unless the server refused: then we ask why, and try later.
  const failed = () => {
    set('away');
    if (source?.readyState === EventSource.CLOSED) {
      position = '';
      call('/me').catch(() => {});
      timer = setTimeout(open, RETRY);
    }
  };

  const close = () => {
    source?.close();
    source = null;
  };

  const looked = () => (document.hidden ? (clearTimeout(timer), close()) : source ?? open());

  document.addEventListener('visibilitychange', looked);
  looked();
  return () => {
    document.removeEventListener('visibilitychange', looked);
    clearTimeout(timer);
    close();
  };
}
