/** VitePress's own theme with the fonts of the reader's system: nothing is loaded that the page can do without. */

import theme from 'vitepress/theme-without-fonts';
import './style.css';

export default theme;
