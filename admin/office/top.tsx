/** The head of every page of the office: the shop, who is signed in, the way out. */
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import type { Texts } from '../texts/index.ts';
import type { TodayData } from './data.ts';

export type TopData = Pick<TodayData, 'shopName' | 'member' | 'signOutAction' | 'csrf'>;

export function Top({ data, t }: { data: TopData; t: Texts }) {
  return (
    <header class="top">
      <div class="top-shop">
        <span class="brand-mark">
          <Icon name="bag" />
        </span>
        <div>
          <b>{data.shopName}</b>
          <span>Quelyos</span>
        </div>
      </div>
      <div class="top-member">
        <div class="who">
          <b>{data.member.name}</b>
          <span>{t.today.roles[data.member.role]}</span>
        </div>
        <PostForm action={data.signOutAction} csrf={data.csrf}>
          <button type="submit" class="button plain small" title={t.today.signOut}>
            <Icon name="door" />
            <span class="wide-only">{t.today.signOut}</span>
          </button>
        </PostForm>
      </div>
    </header>
  );
}
