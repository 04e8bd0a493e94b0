package dev.cairn.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.cairn.InstanceId;

/** What is on a page, by the names that people know it by. */
final class Widgets {
  private Widgets() {}

  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator dialog(Page page) {
    return page.locator("dialog[open]");
  }

  static Locator in(Locator where, String button) {
    return where.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  static InstanceId id(String text) {
    return InstanceId.of(text);
  }

  static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
