/** Menus of the stand-in: kept as data, chosen by id. */
import { fail, standin } from './state.ts';

type Template = Electron.MenuItemConstructorOptions;
export type StandinItem = Omit<Template, 'submenu'> & { submenu?: StandinMenu };

export class StandinMenu {
  readonly items: StandinItem[];

  constructor(items: StandinItem[]) {
    this.items = items;
  }

  static buildFromTemplate(template: Template[]): StandinMenu {
    return new StandinMenu(
      template.map(({ submenu, ...item }) => {
        if (submenu === undefined) return item;
        return { ...item, submenu: StandinMenu.buildFromTemplate(submenu as Template[]) };
      }),
    );
  }

  static setApplicationMenu(menu: StandinMenu | null): void {
    standin.menu = menu;
  }

  getMenuItemById(id: string): StandinItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found) return found;
    }
    return null;
  }

  /** Every role in it, standard menus included. */
  roles(): string[] {
    return this.items.flatMap((item) => [...(item.role ? [item.role] : []), ...(item.submenu?.roles() ?? [])]);
  }
}

/** What a click on a menu item does. */
export function choose(id: string): void {
  const item = standin.menu?.getMenuItemById(id) ?? fail(`the menu has no item «${id}»`);
  if (item.enabled === false) fail(`the menu item «${id}» is disabled`);
  (item.click as (() => void) | undefined)?.();
}
