/** The door of the payment pages. */
export type * from './data.ts';
export { demoPayPage } from './demo.tsx';
export { payPage } from './page.tsx';
