/** The list of conversations: who wrote, when, the last words, what waits for a person. */
import { ago } from '../format.ts';
import { render } from '../layout.tsx';
import { ChannelIcon } from '../office/channel-icon.tsx';
import { OfficeFrame, Tabs } from '../office/frame.tsx';
import { Search, WaysOn } from '../parts/list.tsx';
import { StateChip } from '../parts/state.tsx';
import { textsIn } from '../texts/index.ts';
import type { ThreadItem, ThreadsData } from './data.ts';
import { conversationTexts } from './texts.ts';

const STYLES = ['office.css', 'office-today.css', 'office-money.css', 'office-conversations.css'];

function Item({ item, data }: { item: ThreadItem; data: ThreadsData }) {
  const [w, t] = [conversationTexts(data.lang), textsIn(data.lang)];
  return (
    <li class={item.unread ? 'talk unread' : 'talk'}>
      <a href={item.href}>
        <ChannelIcon channel={item.channel} t={t} />
        <span class="talk-who">
          <b>
            <bdi>{item.name ?? w.unnamed}</bdi>
            {item.unread ? <span class="unseen">{w.unread}</span> : null}
          </b>
          <span class="talk-last" dir="auto">
            {item.last}
          </span>
        </span>
        <span class="talk-when">
          <time datetime={new Date(item.at).toISOString()}>{ago(item.at, data.now, data.lang)}</time>
          {item.waiting ? (
            <StateChip tone="warn">{w.waiting}</StateChip>
          ) : item.taken ? (
            <StateChip tone="quiet">{w.taken}</StateChip>
          ) : null}
        </span>
      </a>
    </li>
  );
}

/** The page as text; answer it with `pageHeaders()`. The search is a GET, so that its address can be kept. */
export function conversationsPage(data: ThreadsData): string {
  const w = conversationTexts(data.lang);
  return render(
    <OfficeFrame data={data} here="conversations" title={w.title} lead={w.lead} styles={STYLES}>
      <div class="talk-ways">
        <Tabs label={w.tabsLabel} tabs={data.tabs.map(({ key, ...tab }) => ({ name: w.tabs[key], ...tab }))} />
        <Search action="/admin/conversations" query={data.query} hint={w.search} submit={w.submit} kept={data.kept} />
      </div>
      {data.items.length === 0 ? <p class="nothing">{data.query || !data.tabs[0]?.here ? w.none : w.empty}</p> : null}
      <ul class="talks">
        {data.items.map((item) => (
          <Item item={item} data={data} />
        ))}
      </ul>
      <WaysOn ways={[{ href: data.more, words: w.more }]} />
    </OfficeFrame>,
  );
}
