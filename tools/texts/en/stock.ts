import type { stock as french } from '../fr/stock.ts';

/** The same sentences in English. */
export const stock: typeof french = {
  level: (name, qty) => `${name}: ${qty} in stock`,
  notCounted: (name) => `${name}: stock not counted`,
  depot: (depot, qty) => `↳ ${depot}: ${qty}`,
  how: (add, set) => `To change it: ${add} or ${set}`,
  changed: (name, now, before) => `${name}: ${now} in stock (before: ${before})`,
  unchanged: (line) => `Nothing has changed. ${line}`,
  badQuantity: (text) => `“${text}” is not a quantity. Write 12 or 1.5, for example.`,
  noCount: (text) =>
    `Nothing was counted: I find no quantity in “${text}”. For example: /inventaire éclair 12, fraisier 4`,
  countFirst: (name, command) => `The stock of ${name} is not counted. Count it first: ${command}`,
  tooFew: (name, left, command) => `${name}: only ${left} left, nothing has changed. If there are none: ${command}`,
  soldOutMark: 'sold out',
  out: (name, command) => `${name} is sold out: customers are no longer offered it. When it is back: ${command}`,
  alreadyOut: (name, command) => `${name} is sold out already. When it is back: ${command}`,
  back: (name) => `${name} is on sale again.`,
  backButEmpty: (name, left, command) =>
    `${name} is no longer marked as sold out, but its counted stock is ${left}: count it to sell it, for example ${command}`,
  notOut: (name) => `${name} is not sold out: nothing has changed.`,
  whichProduct: (example) => `Which product? For example: ${example}`,
  inventory: 'Counted stock:',
  nothingCounted: 'No stock is counted yet.',
  countHow: 'To count: /inventaire éclair 12, fraisier 4',
  lowMark: (mark) => `⚠️ low mark ${mark}`,
  more: (count) => `… and ${count} more: /inventaire followed by a word`,
  short: (name, left, wanted) => `⚠️ Stock of ${name}: ${left} for ${wanted} to take`,
  under: (name, left) => `⚠️ Stock of ${name}: ${left}. Some are missing.`,
  low: (name, left) => `⚠️ Low stock: ${name}, ${left} left`,
  askInstead: (product) => `“${product}” is not available at the moment. What would you like instead?`,
};
