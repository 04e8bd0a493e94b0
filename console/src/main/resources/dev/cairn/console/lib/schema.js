/**
 * The part of JSON Schema that forms and editors need while somebody types. The server has the
 * last word: what is not known here is left to it.
 */
import { child, equal, kind } from './json.js';

const isType = (type, value) => (type === 'integer' ? Number.isInteger(value)
  : type === 'number' ? typeof value === 'number' : kind(value) === type);

/**
 * The schema that a reference inside of the document names.
 */
export function resolve(schema, root) {
  if (typeof schema?.$ref !== 'string' || !schema.$ref.startsWith('#')) {
    return schema ?? {};
  }
  const keys = schema.$ref.slice(1).split('/').slice(1)
    .map((it) => decodeURIComponent(it).replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce((it, key) => it?.[key], root) ?? {};
}

/** What of a value does not fit, each with its place. */
export function check(schema, value, pointer = '', root = schema, depth = 0) {
  const rule = resolve(schema, root);
  if (typeof rule !== 'object' || depth > 40) {
    return [];
  }
  const wrong = own(rule, value).map((message) => ({ path: pointer, message }));
  if (kind(value) === 'object') {
    (rule.required ?? []).filter((key) => !Object.hasOwn(value, key)).forEach((key) =>
      wrong.push({ path: child(pointer, key), message: 'is required' }));
    Object.entries(rule.properties ?? {}).filter(([key]) => Object.hasOwn(value, key))
      .forEach(([key, inner]) =>
        wrong.push(...check(inner, value[key], child(pointer, key), root, depth + 1)));
    if (rule.additionalProperties === false) {
      Object.keys(value).filter((key) => !Object.hasOwn(rule.properties ?? {}, key)
        && !rule.patternProperties).forEach((key) =>
        wrong.push({ path: child(pointer, key), message: 'is not known' }));
    }
  }
  if (kind(value) === 'array' && rule.items) {
    value.slice(0, 500).forEach((it, i) =>
      wrong.push(...check(rule.items, it, child(pointer, i), root, depth + 1)));
  }
  return wrong;
}

/** What is wrong with a value itself. */
function own(rule, value) {
  const found = [];
  const says = (bad, message) => bad && found.push(message);
  const types = [].concat(rule.type ?? []);
  says(types.length > 0 && !types.some((it) => isType(it, value)), `must be ${types.join(' or ')}`);
  says(rule.enum && !rule.enum.some((it) => equal(it, value)),
    `must be one of ${(rule.enum ?? []).map((it) => JSON.stringify(it)).join(', ')}`);
  says('const' in rule && !equal(rule.const, value), `must be ${JSON.stringify(rule.const)}`);
  if (typeof value === 'string') {
    const length = [...value].length;
    says(length < (rule.minLength ?? 0), rule.minLength === 1 ? 'must not be empty'
      : `must have ${rule.minLength} characters or more`);
    says(length > (rule.maxLength ?? Infinity), `must have ${rule.maxLength} characters at most`);
    says(rule.pattern && !matches(rule.pattern, value), `must look like ${rule.pattern}`);
  }
  if (typeof value === 'number') {
    says(value < (rule.minimum ?? -Infinity), `must be ${rule.minimum} or more`);
    says(value > (rule.maximum ?? Infinity), `must be ${rule.maximum} or less`);
    says(value <= (rule.exclusiveMinimum ?? -Infinity),
      `must be more than ${rule.exclusiveMinimum}`);
    says(value >= (rule.exclusiveMaximum ?? Infinity),
      `must be less than ${rule.exclusiveMaximum}`);
  }
  if (Array.isArray(value)) {
    says(value.length < (rule.minItems ?? 0), `must have ${rule.minItems} items or more`);
    says(value.length > (rule.maxItems ?? Infinity), `must have ${rule.maxItems} items at most`);
  }
  return found;
}

function matches(pattern, value) {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}
