import type { PostsTexts } from '../fr/posts.ts';
import { apart } from './apart.ts';

export const posts: PostsTexts = {
  kinds: { story: 'قصتكم', post: 'منشوركم', ad: 'إعلانكم', product: 'منتجكم' },
  which: (what, id) =>
    `📷 زبون يتحدث عن ${apart(what)} دون ذكر المنتج. ما هو؟ أجيبوا ${apart(`/publication ${id}`)} ثم الاسم: سأفهم «هذا» في المرة القادمة.`,
  commented: (words) => `شكرًا على تعليقكم «${apart(words)}»!`,
  how: `اكتبوا الرقم ثم المنتج، مثلًا ${apart('/publication 3 fraisier')}.`,
  none: (id) => `لا يوجد منشور ${id}.`,
  linked: (id, name) => `سُجل: المنشور ${id} يعرض ${apart(name)}. كلمة «هذا» ستعني ${apart(name)}.`,
  choose: 'اختيار',
  unlinked: 'منشورات لم يُعرف منتجها بعد:',
  row: (id, what, day) => `${id}. ${apart(what)}، ظهر يوم ${day}`,
  allLinked: 'كل المنشورات التي ظهرت لها منتجها.',
  whichProduct: (id) => `أي منتج يعرضه المنشور ${id}؟`,
  orName: (id) => `منتج آخر: اكتبوا ${apart(`/publication ${id}`)} ثم اسمه.`,
};
