/** The door of the pages of papers. */
import { render } from '../layout.tsx';
import { booksPage } from './books.tsx';
import { companyPage } from './company.tsx';
import type { BooksData, CompanyData, LookData, PaperData, PapersData, PlatformData } from './data.ts';
import { papersPage } from './list.tsx';
import { lookPage } from './look.tsx';
import { paperPage } from './paper.tsx';
import { platformPage } from './platform.tsx';

export type * from './data.ts';
export { papersTexts } from './texts/index.ts';

/** Each page as text; answer it with `pageHeaders()`. */
export const paperPages = {
  list: (data: PapersData): string => render(papersPage(data)),
  paper: (data: PaperData): string => render(paperPage(data)),
  company: (data: CompanyData): string => render(companyPage(data)),
  books: (data: BooksData): string => render(booksPage(data)),
  platform: (data: PlatformData): string => render(platformPage(data)),
  look: (data: LookData): string => render(lookPage(data)),
};
