/** The way to an identity provider and back, where the server knows one. */
import { go } from './route.js';

const BACK = 'cairn.back';

/** Words for the codes that the server leads back with; what an address says is not shown. */
const REFUSED = {
  sign_in_denied: ['The identity provider let nobody in.', 'Sign in as somebody else.'],
  sign_in_lost: ['This sign-in took too long, or was begun elsewhere.', 'Sign in once more.'],
  invalid_token: ['What the identity provider says is not believed here.',
    'The log of the server says why; tell who runs it.'],
  forbidden: ['You are known, and have no role here.', 'Ask an administrator for one.'],
  unavailable: ['The identity provider cannot be reached.', 'Try again later, or use a key.'],
};
const FAILED = ['Signing in failed.', 'Try again; the log of the server says why.'];

/** The name of the provider; '' where there is none. */
export const provider = () => document.querySelector('meta[name=sign-in]')?.content ?? '';

/** Where one was is remembered here, so that no address has to carry it. */
export const leaving = () => sessionStorage.setItem(BACK, location.hash);

/** Goes on where one was before. */
export function back() {
  const was = sessionStorage.getItem(BACK) ?? '';
  sessionStorage.removeItem(BACK);
  const isPage = was.startsWith('#/') && !/^#\/(enter|refused|signed-in)/.test(was);
  go(isPage ? was : '#/instances', { replace: true });
}

/** Why one came back and is not in. */
export function refused(code) {
  const [message, hint] = Object.hasOwn(REFUSED, code) ? REFUSED[code] : FAILED;
  return { message, hint, code };
}
