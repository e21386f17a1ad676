/** On a small screen the menu scrolls sideways: the page one is on is brought into view. */
const here = document.querySelector('.top-menu [aria-current]');
const menu = here?.parentElement;
if (menu) menu.scrollLeft += centre(here) - centre(menu);

function centre(element) {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
}
