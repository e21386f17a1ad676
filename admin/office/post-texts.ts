/** The words of the page of posts. */
import { typeset } from '../../tools/texts/typography.ts';
import type { Lang } from '../format.ts';

const fr = {
  title: 'Publications',
  link: (n: number) => (n === 0 ? 'Publications' : `Publications à relier (${n})`),
  count: (n: number) => (n === 0 ? 'toutes reliées' : n === 1 ? '1 à relier' : `${n} à relier`),
  why: 'Vos clients répondent « celui-ci ! » à une story, une publication ou une publicité. Dites quel produit elle montre : la commande se remplit toute seule.',
  none: 'Aucun client n’a encore parlé d’une de vos publications.',
  kinds: { story: 'Story', post: 'Publication', ad: 'Publicité', product: 'Produit' },
  open: 'À relier',
  seen: (day: string) => `Vue le ${day}`,
  look: 'La regarder',
  product: 'Quel produit ?',
  save: 'Relier',
  back: 'Retour au catalogue',
};

type PostTexts = typeof fr;

const en: PostTexts = {
  title: 'Posts',
  link: (n) => (n === 0 ? 'Posts' : `Posts to link (${n})`),
  count: (n) => (n === 0 ? 'all linked' : `${n} to link`),
  why: 'Customers answer “this one!” to a story, a post or an advertisement. Say which product it shows: the order fills in by itself.',
  none: 'No customer has spoken of one of your posts yet.',
  kinds: { story: 'Story', post: 'Post', ad: 'Advertisement', product: 'Product' },
  open: 'To link',
  seen: (day) => `Seen on ${day}`,
  look: 'Look at it',
  product: 'Which product?',
  save: 'Link',
  back: 'Back to the catalogue',
};

const ar: PostTexts = {
  title: 'المنشورات',
  link: (n) => (n === 0 ? 'المنشورات' : `منشورات للربط (${n})`),
  count: (n) => (n === 0 ? 'كلها مربوطة' : `للربط: ${n}`),
  why: 'يجيب حرفاؤكم «هذا!» على قصة أو منشور أو إعلان. حددوا المنتج الذي يعرضه: يُملأ الطلب وحده.',
  none: 'لم يتحدث أي حريف بعد عن أحد منشوراتكم.',
  kinds: { story: 'قصة', post: 'منشور', ad: 'إعلان', product: 'منتج' },
  open: 'للربط',
  seen: (day) => `ظهر يوم ${day}`,
  look: 'مشاهدته',
  product: 'أي منتج؟',
  save: 'ربط',
  back: 'العودة إلى المنتجات',
};

const ALL: Record<Lang, PostTexts> = { fr: typeset(fr), en, ar };

export const postTexts = (lang: Lang): PostTexts => ALL[lang];
