/** What a member can do about an order's money in the office. */
import { money } from '../format.ts';
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Notice } from '../parts/state.tsx';
import type { StoryData } from './data.ts';
import type { MoneyTexts } from './texts.ts';

type Part = { data: StoryData; w: MoneyTexts };

/** Giving money back: the amount first, then the sentence that says what will happen, then the button. */
export function Refund({ data, w }: Part) {
  const { refund } = data;
  if (!refund) return null;
  return (
    <section class="story-act" id="rembourser">
      <h2>{w.refund}</h2>
      {refund.asked ? (
        <>
          <Notice tone="warn">{refund.asked.text}</Notice>
          <div class="story-buttons">
            <PostForm
              action={refund.action}
              csrf={data.csrf}
              fields={{ amount: refund.asked.amount, version: refund.asked.version }}
            >
              <button type="submit" class="button danger">
                {w.refundConfirm}
              </button>
            </PostForm>
            <a class="button plain" href={`/admin/argent/${data.short}`}>
              {w.refundStop}
            </a>
          </div>
        </>
      ) : (
        <>
          <p>{w.refundLead(money(refund.most, data.lang))}</p>
          <PostForm action={refund.action} csrf={data.csrf} className="story-form">
            <label class="field">
              <span>{w.refundField}</span>
              <input
                name="amount"
                value={refund.typed}
                inputmode="decimal"
                autocomplete="off"
                maxlength={30}
                placeholder={w.refundAll}
              />
            </label>
            <button type="submit" class="button plain">
              {w.refund}…
            </button>
          </PostForm>
        </>
      )}
    </section>
  );
}

const HAND = ['cash', 'card', 'transfer', 'cheque'] as const;

/** Noting money received by hand; sending the link. */
export function Collect({ data, w }: Part) {
  const { record, sendLink } = data;
  if (!record && !sendLink) return null;
  return (
    <section class="story-act" id="encaisser">
      {record ? (
        <>
          <h2>{w.record}</h2>
          <p>{w.recordLead}</p>
          <PostForm action={record.action} csrf={data.csrf} className="story-form">
            <label class="field">
              <span>{w.refundField}</span>
              <input
                name="amount"
                value={record.typed}
                inputmode="decimal"
                autocomplete="off"
                maxlength={30}
                required
              />
            </label>
            <label class="field">
              <span>{w.by}</span>
              <select name="method">
                {HAND.map((method) => (
                  <option value={method}>{w.methods[method]}</option>
                ))}
              </select>
            </label>
            <button type="submit" class="button">
              {w.recordSubmit}
            </button>
          </PostForm>
        </>
      ) : null}
      {sendLink ? (
        <div class="story-buttons">
          <PostForm action={sendLink.action} csrf={data.csrf}>
            <button type="submit" class="button plain small">
              <Icon name="send" />
              {w.sendLink}
            </button>
          </PostForm>
          <a class="button plain small" href={sendLink.qr}>
            {w.showQr}
          </a>
        </div>
      ) : null}
    </section>
  );
}
