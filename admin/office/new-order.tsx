/** An order taken by telephone or at the counter, entered by hand; a photo of the notebook stands beside the form. */
import { money } from '../format.ts';
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import type { NewOrderData } from './data.ts';
import { OfficeFrame } from './frame.tsx';
import { newOrderTexts } from './new-order-texts.ts';

type Part = { data: NewOrderData; w: ReturnType<typeof newOrderTexts> };

function Lines({ data, w }: Part) {
  return (
    <fieldset class="entry-part">
      <legend>{w.lines}</legend>
      <ol class="entry-lines">
        {data.typed.lines.map((line, index) => (
          <li>
            <input
              name="item"
              list="goods"
              value={line.item}
              placeholder={w.itemHint}
              aria-label={w.item(index + 1)}
              autocomplete="off"
              dir="auto"
            />
            <input
              name="qty"
              value={line.qty}
              inputmode="decimal"
              aria-label={w.qty}
              placeholder="1"
              autocomplete="off"
            />
          </li>
        ))}
      </ol>
      <button type="submit" name="more" value="1" class="button plain small" formnovalidate>
        {w.moreLines}
      </button>
      <datalist id="goods">
        {data.goods.map((one) => (
          <option value={one.name} label={`${one.name} · ${money(one.price, data.lang)}`} />
        ))}
      </datalist>
    </fieldset>
  );
}

function When({ data, w }: Part) {
  const { typed } = data;
  return (
    <fieldset class="entry-part">
      <legend>{w.when}</legend>
      <div class="entry-pair">
        <label class="field">
          <span>{w.date}</span>
          <input type="date" name="date" value={typed.date} min={data.today} required />
        </label>
        <label class="field">
          <span>{w.time}</span>
          <input type="time" name="time" value={typed.time} />
        </label>
      </div>
      <div class="entry-ways">
        {(['pickup', 'delivery'] as const).map((way) => (
          <label>
            <input type="radio" name="fulfilment" value={way} checked={typed.fulfilment === way} />
            {w[way]}
          </label>
        ))}
      </div>
      <div class="entry-delivery">
        <label class="field">
          <span>{w.address}</span>
          <input name="address" value={typed.address} maxlength={500} autocomplete="off" dir="auto" />
        </label>
        <label class="field">
          <span>{w.shipping}</span>
          <input name="shipping" value={typed.shipping} inputmode="decimal" autocomplete="off" />
          <small>{w.shippingHelp}</small>
        </label>
      </div>
      <label class="field">
        <span>{w.note}</span>
        <textarea name="note" rows={2} maxlength={1000} placeholder={w.noteHint} dir="auto">
          {typed.note}
        </textarea>
      </label>
    </fieldset>
  );
}

function Entry({ data, w }: Part) {
  return (
    <PostForm
      action={data.action}
      csrf={data.csrf}
      fields={{ once: data.once, photo: data.photo?.id }}
      className="entry"
    >
      {/* Enter in a field creates the order; it must not ask for more lines. */}
      <button type="submit" class="unseen" tabindex={-1}>
        {w.save}
      </button>
      <fieldset class="entry-part">
        <legend>{w.customer}</legend>
        <div class="entry-pair">
          <label class="field">
            <span>{w.name}</span>
            <input name="name" value={data.typed.name} maxlength={200} autocomplete="off" dir="auto" />
          </label>
          <label class="field">
            <span>{w.phone}</span>
            <input name="phone" type="tel" value={data.typed.phone} maxlength={20} autocomplete="off" dir="ltr" />
            <small>{w.phoneHelp}</small>
          </label>
        </div>
      </fieldset>
      <Lines data={data} w={w} />
      <When data={data} w={w} />
      <button type="submit" class="button entry-save">
        <Icon name="check" />
        {w.save}
      </button>
    </PostForm>
  );
}

function Kept({ data, w }: Part) {
  const { photo } = data;
  if (!photo && data.pages.length === 0) return null;
  return (
    <aside class="entry-kept">
      {photo ? (
        <figure>
          <a href={photo.href}>
            <img src={photo.href} alt={w.photoAlt(photo.id)} />
          </a>
          <figcaption>
            <b>{w.page(photo.id)}</b>
            {photo.caption ? <span dir="auto">{photo.caption}</span> : null}
            <PostForm action={data.putAwayAction} csrf={data.csrf} fields={{ page: photo.id }}>
              <button type="submit" class="button plain small">
                {w.putAway}
              </button>
            </PostForm>
          </figcaption>
        </figure>
      ) : null}
      {data.pages.length > 0 ? (
        <>
          <h2>{w.pages}</h2>
          <ul>
            {data.pages.map((page) => (
              <li>
                <a
                  href={page.href}
                  rel="noopener noreferrer"
                  target={page.kind === 'link' ? '_blank' : undefined}
                  aria-current={page.id === photo?.id ? 'true' : undefined}
                >
                  <Icon name={page.kind === 'link' ? 'external' : 'copy'} />
                  <span dir="auto">
                    {page.kind === 'link' ? page.href.replace(/^https?:\/\//, '') : w.page(page.id)}
                  </span>
                </a>
                <small>{page.at}</small>
                {page.kind === 'link' ? (
                  <PostForm action={data.putAwayAction} csrf={data.csrf} fields={{ page: page.id }}>
                    <button type="submit" class="button plain small">
                      {w.putAway}
                    </button>
                  </PostForm>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </aside>
  );
}

/** The page of the form. It works without scripts: more lines are asked of the server. */
export function newOrderPage(data: NewOrderData) {
  const w = newOrderTexts(data.lang);
  return (
    <OfficeFrame data={data} here="newOrder" title={w.title} lead={w.lead} styles={['office-new-order.css']}>
      <div class={`entry-desk${data.photo ? ' with-photo' : ''}`}>
        <Entry data={data} w={w} />
        <Kept data={data} w={w} />
      </div>
    </OfficeFrame>
  );
}
