// What is wider than the page can be scrolled by keyboard, and says so; what is not is no stop on the way.
const regions = new ResizeObserver(changes => changes.forEach(({ target }) => {
  const wide = target.scrollWidth > target.clientWidth + 1;
  const named = wide ? { tabindex: '0', role: 'group', 'aria-label': target.dataset.name } : {};
  for (const name of ['tabindex', 'role', 'aria-label'])
    if (name in named) target.setAttribute(name, named[name]);
    else target.removeAttribute(name);
}));
document.querySelectorAll('.scrolls').forEach(region => regions.observe(region));
