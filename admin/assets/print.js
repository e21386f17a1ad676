/** The button of a sheet opens the browser's own dialog for printing. */
document.querySelector('[data-print]')?.addEventListener('click', () => window.print());
