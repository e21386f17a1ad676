/** The list of customers: who wrote or ordered last first, with their orders in figures. */
import { ago, count, money } from '../format.ts';
import { render } from '../layout.tsx';
import { ChannelIcon } from '../office/channel-icon.tsx';
import { OfficeFrame } from '../office/frame.tsx';
import { Search, WaysOn } from '../parts/list.tsx';
import { textsIn } from '../texts/index.ts';
import type { CustomerItem, CustomersData } from './data.ts';
import { customersTexts } from './texts.ts';

export const CUSTOMERS_PATH = '/admin/clients';

function Item({ item, data }: { item: CustomerItem; data: CustomersData }) {
  const [w, t] = [customersTexts(data.lang), textsIn(data.lang)];
  const { name = item.company ?? item.contact ?? w.unnamed, contact } = item;
  const below = [item.company, contact].filter((one) => one !== undefined && one !== name);
  return (
    <li>
      <a class="buyer" href={item.href}>
        <span class="buyer-who">
          <b>
            <bdi>{name}</bdi>
          </b>
          {below.map((one) => (
            <small>
              <bdi>{one}</bdi>
            </small>
          ))}
        </span>
        <span class="buyer-channels">
          {item.channels.map((channel) => (
            <ChannelIcon channel={channel} t={t} />
          ))}
        </span>
        <span class="buyer-orders">
          {item.orders === 0 ? (
            <span class="soft">{w.noOrders}</span>
          ) : (
            <>
              <b>
                <bdi>{money(item.spent, data.lang)}</bdi>
              </b>
              <small>{w.orders(count(item.orders, data.lang), item.orders === 1)}</small>
            </>
          )}
        </span>
        <time class="buyer-when" datetime={new Date(item.at).toISOString()}>
          {ago(item.at, data.now, data.lang)}
        </time>
      </a>
    </li>
  );
}

/** The page as text; answer it with `pageHeaders()`. The search is a GET, so that its address can be kept. */
export function customersPage(data: CustomersData): string {
  const w = customersTexts(data.lang);
  const { query, items } = data;
  return render(
    <OfficeFrame
      data={data}
      here="customers"
      title={w.title}
      lead={data.count === 0 ? undefined : w.count(count(data.count, data.lang), data.count === 1)}
      styles={['office-customers.css']}
      beside={
        data.count === 0 ? null : <Search action={CUSTOMERS_PATH} query={query} hint={w.search} submit={w.submit} />
      }
    >
      {items.length === 0 ? <p class="nothing">{query ? w.nobody(query) : w.none}</p> : null}
      {items.length === 0 ? null : (
        <ul class="buyers">
          {items.map((item) => (
            <Item item={item} data={data} />
          ))}
        </ul>
      )}
      <WaysOn
        ways={[
          { href: data.newest, words: w.newest },
          { href: query ? CUSTOMERS_PATH : undefined, words: w.all },
          { href: data.more, words: w.more },
        ]}
      />
    </OfficeFrame>,
  );
}
