/** What the shop sells: prices, stock, and the words customers use; the learned ones can be forgotten here. */
import { perUnit } from '../../tools/units.ts';
import { dayOf, money } from '../format.ts';
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Search, WaysOn } from '../parts/list.tsx';
import { StateChip } from '../parts/state.tsx';
import { catalogueTexts } from './catalogue-texts.ts';
import type { CatalogueData, CatalogueItem, CataloguePrice, CatalogueWord } from './data.ts';
import { OfficeFrame } from './frame.tsx';
import { postTexts } from './post-texts.ts';

type Words = ReturnType<typeof catalogueTexts>;

function Price({
  price,
  item,
  data,
  w,
}: {
  price: CataloguePrice;
  item: CatalogueItem;
  data: CatalogueData;
  w: Words;
}) {
  return (
    <li class="goods-price">
      <bdi>{price.name ?? w.price}</bdi>
      <span class="goods-stock">
        {price.state === 'sold_out' ? <StateChip tone="bad">{w.soldOut}</StateChip> : null}
        {price.state === 'low' ? <StateChip tone="warn">{w.low}</StateChip> : null}
        {price.stock === undefined || price.state === 'sold_out' ? null : <bdi>{w.left(price.stock)}</bdi>}
      </span>
      <b>
        <bdi>{money(price.price, data.lang)}</bdi>
        {item.unit === 'piece' ? null : <small> {perUnit(item.unit, data.lang)}</small>}
      </b>
    </li>
  );
}

function Word({ word, item, data, w }: { word: CatalogueWord; item: CatalogueItem; data: CatalogueData; w: Words }) {
  if (!word.learned)
    return (
      <li class="word">
        <bdi>{word.said}</bdi>
      </li>
    );
  const { by, at } = word.learned;
  return (
    <li class="word learned">
      <span>
        <bdi>{word.said}</bdi>
        <small>{w.learned(by, at === undefined ? undefined : dayOf(at, data.timeZone, data.lang))}</small>
      </span>
      {data.forgetAction ? (
        <PostForm action={data.forgetAction} csrf={data.csrf} fields={{ said: word.said, sku: item.sku }}>
          <button type="submit" title={w.forget(word.said)} aria-label={w.forget(word.said)}>
            <Icon name="close" />
          </button>
        </PostForm>
      ) : null}
    </li>
  );
}

function Deposit({ item, data, w }: { item: CatalogueItem; data: CatalogueData; w: Words }) {
  const shown = `${w.deposit} : ${item.deposit ?? w.noDeposit}`;
  if (!data.depositAction) return item.deposit ? <p>{shown}</p> : null;
  return (
    <details class="goods-deposit">
      <summary>{shown}</summary>
      <PostForm action={data.depositAction} csrf={data.csrf} fields={{ sku: item.sku }}>
        <input
          name="deposit"
          placeholder={w.depositHint}
          aria-label={`${w.deposit}, ${item.name}`}
          maxlength={40}
          required
          autocomplete="off"
        />
        <button type="submit" class="button plain small">
          {w.depositSave}
        </button>
      </PostForm>
    </details>
  );
}

const NATURES = ['', 'goods', 'services'] as const;

function Tax({ item, data, w }: { item: CatalogueItem; data: CatalogueData; w: Words }) {
  const rate = w.rate(item.vatRate);
  const shown = [...(data.rates.length > 0 ? [rate] : []), w.natures[item.operation ?? '']].join(' · ');
  const strange = item.knownRate ? null : <StateChip tone="bad">{w.unknownRate(rate)}</StateChip>;
  if (!data.taxAction)
    return (
      <p>
        {shown} {strange}
      </p>
    );
  const rates = item.knownRate ? data.rates : [item.vatRate, ...data.rates];
  return (
    <details class="goods-deposit">
      <summary>
        {shown} {strange}
      </summary>
      <PostForm action={data.taxAction} csrf={data.csrf} fields={{ sku: item.sku }}>
        {data.rates.length > 0 ? (
          <select name="rate" aria-label={`${w.vat}, ${item.name}`}>
            {rates.map((one) => (
              <option value={String(one)} selected={one === item.vatRate}>
                {w.rate(one)}
              </option>
            ))}
          </select>
        ) : null}
        <select name="nature" aria-label={`${w.nature}, ${item.name}`}>
          {NATURES.map((one) => (
            <option value={one} selected={one === (item.operation ?? '')}>
              {w.natures[one]}
            </option>
          ))}
        </select>
        <button type="submit" class="button plain small">
          {w.depositSave}
        </button>
      </PostForm>
    </details>
  );
}

function Item({ item, data, w }: { item: CatalogueItem; data: CatalogueData; w: Words }) {
  return (
    <li class="goods-item">
      <div class="goods-name">
        {item.photo ? <img class="goods-photo" src={item.photo} alt={item.name} loading="lazy" /> : null}
        <h2>
          <bdi>{item.name}</bdi>
        </h2>
        {item.description ? <p dir="auto">{item.description}</p> : null}
        <code>{item.sku}</code>
        <Deposit item={item} data={data} w={w} />
        <Tax item={item} data={data} w={w} />
      </div>
      <ul class="goods-prices">
        {item.prices.map((price) => (
          <Price price={price} item={item} data={data} w={w} />
        ))}
      </ul>
      <div class="goods-words">
        <h3>{w.words}</h3>
        {item.words.length === 0 ? (
          <p>{w.noWords}</p>
        ) : (
          <ul>
            {item.words.map((word) => (
              <Word word={word} item={item} data={data} w={w} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

/** The catalogue's page; the search is a GET, so that its address can be kept. */
export function cataloguePage(data: CatalogueData) {
  const w = catalogueTexts(data.lang);
  return (
    <OfficeFrame
      data={data}
      here="catalogue"
      title={w.title}
      lead={w.count(data.found)}
      styles={['office-catalogue.css']}
      beside={
        <>
          <a class="button plain" href={data.posts.href}>
            {postTexts(data.lang).link(data.posts.unlinked)}
          </a>
          <Search action="/admin/catalogue" query={data.query} hint={w.search} submit={w.submit} />
        </>
      }
    >
      {data.items.length === 0 ? <p class="nothing">{data.query ? w.none : w.empty}</p> : null}
      <ul class="goods">
        {data.items.map((item) => (
          <Item item={item} data={data} w={w} />
        ))}
      </ul>
      <WaysOn
        ways={[
          { href: data.query ? '/admin/catalogue' : undefined, words: w.all },
          { href: data.more, words: w.more },
        ]}
      />
    </OfficeFrame>
  );
}
