/** On a small screen menus scroll sideways: the page one is on is brought into view. */
for (const here of document.querySelectorAll(':is(.top-menu, .tabs) [aria-current]')) {
  const menu = here.parentElement;
  menu.scrollLeft += centre(here) - centre(menu);
}

function centre(element) {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
}
