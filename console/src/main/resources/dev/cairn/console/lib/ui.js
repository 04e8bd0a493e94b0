/** What every part of the console is written with: preact, its hooks, and htm in place of JSX. */
import { h, render, Fragment, Component, createContext } from '../vendor/preact.js';
import htm from '../vendor/htm.js';

export {
  useCallback, useContext, useEffect, useErrorBoundary, useId, useLayoutEffect, useMemo,
  useReducer, useRef, useState,
} from '../vendor/hooks.js';
export { h, render, Fragment, Component, createContext };

export const html = htm.bind(h);

/** Joins the class names that are there. */
export const classes = (...names) => names.filter(Boolean).join(' ');
