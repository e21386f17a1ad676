/** The head of every page of the office: the shop, the menu, who is signed in, the way out. */
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import type { Texts } from '../texts/index.ts';
import type { TodayData } from './data.ts';
import { type OfficePlace, placesFor } from './places.ts';

export type TopData = Pick<TodayData, 'shopName' | 'member' | 'signOutAction' | 'csrf'>;

/** `here` is the page that is shown: the menu marks it. */
export function Top({ data, t, here }: { data: TopData; t: Texts; here?: OfficePlace }) {
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
      <nav class="top-menu" aria-label={t.places.menu}>
        {placesFor(data.member.role).map((place) => (
          <a href={place.href} aria-current={place.key === here ? 'page' : undefined}>
            <Icon name={place.icon} />
            {t.places[place.key]}
          </a>
        ))}
      </nav>
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
