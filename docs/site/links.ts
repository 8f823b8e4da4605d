/** Where a link of a text leads on the site: texts of the repository link to its files, which are pages here or stand at GitHub. */

/** Pages that are made of files at the top of the repository. */
const PAGES: Readonly<Record<string, string>> = {
  'README.md': '/',
  'SECURITY.md': '/more/security',
  'CONTRIBUTING.md': '/more/contributing',
  'CHANGELOG.md': '/more/changelog',
};

/** Pages whose text is that of a file at the top, so that their links begin there. */
const fromTheTop = (page: string): boolean => page === 'index.md' || page.startsWith('more/');

/**
 * @param href as it is written
 * @param page path of the page that it stands on, below `docs`
 * @param repository address of the repository, without a slash at its end
 */
export const pageLink = (href: string, page: string, repository: string): string => {
  if (/^(?:[a-z]+:|#|\/)/i.test(href)) return href;
  const [path = '', anchor = ''] = href.split(/(?=#)/);
  const target = new URL(path, `https://site/${fromTheTop(page) ? '' : `docs/${page}`}`).pathname.slice(1);
  const own = PAGES[target];
  if (own !== undefined) return `${own}${anchor}`;
  if (target.startsWith('docs/') && target.endsWith('.md'))
    return `/${target.slice('docs/'.length, -'.md'.length).replace(/(^|\/)index$/, '$1')}${anchor}`;
  return `${repository}/blob/main/${target}${anchor}`;
};
