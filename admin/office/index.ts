/** The door of the office's pages. */
import { render } from '../layout.tsx';
import { cataloguePage } from './catalogue.tsx';
import type { OfficePages } from './data.ts';
import { errorPage } from './error.tsx';
import { newOrderPage } from './new-order.tsx';
import { shopPage } from './shop.tsx';
import { linkLandingPage, signInPage } from './sign-in.tsx';
import { todayPage } from './today.tsx';

export type * from './data.ts';

/** Every page of the office as text; answer it with `pageHeaders()`. */
export const officePages: OfficePages = {
  signIn: (data) => render(signInPage(data)),
  linkLanding: (data) => render(linkLandingPage(data)),
  today: (data) => render(todayPage(data)),
  catalogue: (data) => render(cataloguePage(data)),
  newOrder: (data) => render(newOrderPage(data)),
  shop: (data) => render(shopPage(data)),
  error: (data) => render(errorPage(data)),
};
