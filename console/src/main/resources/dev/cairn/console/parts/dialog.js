/** A dialogue over the page: Escape closes it, and focus goes back to where it was. */
import { html, useEffect, useId, useRef } from '../lib/ui.js';
import { Icon } from '../lib/icons.js';

/**
 * Shows what is inside until it is closed.
 *
 * @param {{title: string, onClose: () => void, wide?: boolean, foot?: any}} it
 */
export const Dialog = ({ title, onClose, wide, foot, children }) => {
  const element = useRef(null);
  const name = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog.showModal();
    // Who goes elsewhere has left it.
    addEventListener('hashchange', onClose);
    return () => {
      removeEventListener('hashchange', onClose);
      dialog.close();
      before?.focus?.();
    };
  }, []);
  const cancelled = (event) => {
    event.preventDefault();
    onClose();
  };
  return html`
    <dialog ref=${element} class=${wide ? 'wide' : ''} aria-labelledby=${name}
      onCancel=${cancelled}>
      <div class="dialog-head">
        <h2 id=${name}>${title}</h2>
        <button class="plain icon" aria-label="Close" onClick=${onClose}>
          <${Icon} name="close" /></button>
      </div>
      <div class="dialog-body">${children}</div>
      ${foot && html`<div class="dialog-foot">${foot}</div>`}
    </dialog>`;
};
