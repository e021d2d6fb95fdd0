import type { MenuItemConstructorOptions } from 'electron'
import { desktopTexts } from '../shared/words/index.ts'

/** The menu behind Alt. It holds no key that the screens use themselves, and no way to reload or to look inside. */
export const menuTemplate: MenuItemConstructorOptions[] = [
  { label: desktopTexts.file.vi, submenu: [{ label: desktopTexts.quit.vi, role: 'quit' }] },
  {
    label: desktopTexts.edit.vi,
    submenu: [
      { label: desktopTexts.cut.vi, role: 'cut' }, { label: desktopTexts.copy.vi, role: 'copy' }, { label: desktopTexts.paste.vi, role: 'paste' },
      { label: desktopTexts.selectAll.vi, role: 'selectAll' },
    ],
  },
  {
    label: desktopTexts.view.vi,
    submenu: [
      { label: desktopTexts.larger.vi, role: 'zoomIn' }, { label: desktopTexts.smaller.vi, role: 'zoomOut' },
      { label: desktopTexts.usualSize.vi, role: 'resetZoom' }, { label: desktopTexts.fullScreen.vi, role: 'togglefullscreen' },
    ],
  },
]
