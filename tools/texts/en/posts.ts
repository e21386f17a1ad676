import type { PostsTexts } from '../fr/posts.ts';

export const posts: PostsTexts = {
  kinds: { story: 'your story', post: 'your post', ad: 'your advertisement', product: 'your product' },
  which: (what, id) =>
    `📷 A customer speaks of ${what} without naming the product. Which is it? Answer /publication ${id} and its name: I will understand “this one” next time.`,
  commented: (words) => `Thank you for your comment “${words}”!`,
  how: 'Write the number, then the product, such as /publication 3 fraisier.',
  none: (id) => `There is no post ${id}.`,
  linked: (id, name) => `Noted: post ${id} shows ${name}. “This one” will mean ${name}.`,
  choose: 'Choose',
  unlinked: 'Posts whose product is not known yet:',
  row: (id, what, day) => `${id}. ${what}, seen on ${day}`,
  allLinked: 'Every post that was seen has its product.',
  whichProduct: (id) => `Which product does post ${id} show?`,
  orName: (id) => `Another product: write /publication ${id} and its name.`,
};
