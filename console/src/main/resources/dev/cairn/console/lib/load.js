/** Reading what a page shows, with all that can happen on the way. */
import { useCallback, useEffect, useRef, useState } from './ui.js';

/**
 * Reads a value whenever its key changes. The old value stays while the next is on its way, so
 * that nothing flickers; an answer that comes too late is dropped.
 *
 * @param {string|null} key names what is read; null reads nothing
 * @param {(signal: AbortSignal) => Promise<any>} read
 */
export function useLoad(key, read) {
  const [state, set] = useState({ key: null, value: null, problem: null, loading: key !== null });
  const [round, setRound] = useState(0);
  const reader = useRef(read);
  reader.current = read;
  useEffect(() => {
    if (key === null) {
      return undefined;
    }
    const abort = new AbortController();
    set((old) => ({ ...old, loading: true }));
    reader.current(abort.signal).then(
      (value) => abort.signal.aborted || set({ key, value, problem: null, loading: false }),
      (problem) => abort.signal.aborted
        || set((old) => ({ ...old, value: old.key === key ? old.value : null, key, problem,
          loading: false })),
    );
    return () => abort.abort();
  }, [key, round]);
  const reload = useCallback(() => setRound((it) => it + 1), []);
  const replace = useCallback((change) => set((old) => ({ ...old, value: change(old.value) })), []);
  return { ...state, isCurrent: state.key === key, reload, replace };
}

/** Runs a function once things have been quiet for a while, and at the latest after ten times. */
export function useCalm(run, wait) {
  const last = useRef(run);
  last.current = run;
  const timer = useRef(null);
  const since = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback((...args) => {
    const now = performance.now();
    since.current = timer.current === null ? now : since.current;
    const rest = Math.max(0, Math.min(wait, since.current + wait * 10 - now));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = null;
      last.current(...args);
    }, rest);
  }, [wait]);
}
