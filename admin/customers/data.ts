import type { Money } from '../format.ts';
import type { FramedData, OfficeChannel, OrderStatus, PaymentStatus } from '../office/data.ts';
import type { CompanyField } from '../papers/data.ts';

export type CustomerItem = {
  href: string;
  /** The person's, else the company's; absent where only a number or an address is known. */
  name?: string;
  company?: string;
  /** Telephone or e-mail. */
  contact?: string;
  channels: OfficeChannel[];
  /** When they last wrote or ordered, milliseconds. */
  at: number;
  /** Cancelled orders left out. */
  orders: number;
  spent: Money;
};

export type CustomersData = FramedData & {
  query: string;
  /** How many customers there are, found or not. */
  count: number;
  items: CustomerItem[];
  /** The address of the next page, and of the first when this is not it. */
  more?: string;
  newest?: string;
};

export type CustomerOrderItem = {
  href: string;
  number: string;
  at: number;
  due?: string;
  total: Money;
  status: OrderStatus;
  payment: PaymentStatus;
};

/** A line of the customer's card; `ltr` where it is a number or an address. */
export type CustomerFact = {
  label: 'phone' | 'email' | 'address' | 'country' | 'language';
  value: string;
  href?: string;
};

export type CustomerData = FramedData & {
  name?: string;
  back: string;
  facts: CustomerFact[];
  conversations: { channel: OfficeChannel; href: string }[];
  /** What invoices say of a company, as rows; none: a consumer. `href` is where it is changed, by whom may. */
  invoicing: { href?: string; rows: { field: CompanyField; value: string }[] };
  note?: string;
  /** Where the note's form posts: `csrf`, `note`; `erase` erases it. */
  noteAction: string;
  figures: { orders: number; spent: Money; owed: Money; late: Money };
  orders: CustomerOrderItem[];
  older?: string;
  newest?: string;
};
