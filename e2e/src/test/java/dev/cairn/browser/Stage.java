package dev.cairn.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import dev.cairn.ApiKey;
import dev.cairn.Cairn;
import dev.cairn.Definition;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.Server;
import dev.cairn.server.ServerConfig;
import dev.cairn.server.log.Journal;
import dev.cairn.server.log.LogFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A server over a store of its own, and a browser that looks at it. */
final class Stage implements AutoCloseable {
  static final String PLAIN = "create-prd";

  /** Nobody waits longer for what should happen at once. */
  private static final double PATIENCE = 10_000;

  final Cairn cairn;
  private final Server server;
  private final String origin;
  private final Chromium chromium;
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final List<String> forbidden = new ArrayList<>();

  private Stage(Cairn cairn, Server server, ServerConfig config, Chromium chromium) {
    this.cairn = cairn;
    this.server = server;
    this.origin = origin(server, config);
    this.chromium = chromium;
  }

  static Stage over(Path folder) {
    return over(folder, Map.of("port", "0"));
  }

  /** A server with settings of its own; where it is called by another name, they say so. */
  static Stage over(Path folder, Map<String, String> settings) {
    var chromium = Chromium.start();
    var options = Options.defaults();
    var cairn = Cairn.open("sqlite:" + folder.resolve("cairn.db"), options);
    var config =
        ServerConfig.of(
            folder,
            List.of(
                new ServerConfig.Source("the test", Map.of("engine", "off")),
                new ServerConfig.Source("the test", settings)));
    var journal = new Journal(LogFormat.TEXT, options.clock(), line -> {});
    var server = Server.start(cairn, config, journal, options.clock(), options.random());
    cairn.definitions().register(Definition.parse(resource("create-prd.json")));
    return new Stage(cairn, server, config, chromium);
  }

  /** Where people sign in at a provider they call the server as it is registered there. */
  private static String origin(Server server, ServerConfig config) {
    return config.oidc().map(it -> it.origin()).orElseGet(() -> server.address().toString());
  }

  static Json resource(String name) {
    try (InputStream in = Stage.class.getResourceAsStream(name)) {
      return Json.parse(java.util.Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  String url(String rest) {
    return origin + rest;
  }

  ApiKey.Created key(String subject, String... roles) {
    var names = new TreeSet<>(List.of(roles));
    return cairn.identities().createKey(new ApiKey.Wanted(subject, names, Optional.empty()));
  }

  /** The link of a first start. */
  String link(ApiKey key) {
    return server.consoleLink(key).toString();
  }

  /** A browser of its own, with nobody signed in. */
  Page stranger(ColorScheme scheme) {
    var options =
        new NewContextOptions()
            .setColorScheme(scheme)
            .setViewportSize(1280, 860)
            .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
            .setLocale("en-GB");
    var context = chromium.browser().newContext(options);
    context.setDefaultTimeout(PATIENCE);
    contexts.add(context);
    var page = context.newPage();
    page.onConsoleMessage(it -> {
      if (it.type().equals("error") || it.type().equals("warning")) {
        log.add(page.url() + " " + it.text());
      }
    });
    page.onPageError(it -> log.add(page.url() + " " + it));
    page.onResponse(it -> {
      if (it.status() == 403) {
        forbidden.add(it.request().method() + " " + it.url());
      }
    });
    return page;
  }

  /** A browser of its own, signed in with a new key of this name and role. */
  Page signedIn(String subject, Role role) {
    return signedIn(key(subject, role.toString()), ColorScheme.LIGHT);
  }

  Page signedIn(ApiKey.Created key, ColorScheme scheme) {
    var page = stranger(scheme);
    var opened = post(page, key, "/api/v1/session", JsonObject.empty());
    assertThat(opened.status()).isEqualTo(201);
    page.addInitScript("localStorage.setItem('cairn.known', 'yes')");
    return page;
  }

  /** Asks with a key, as a program does, and with the cookies of a page. */
  static APIResponse post(Page page, String url, String key, JsonObject body) {
    var options =
        RequestOptions.create()
            .setHeader("Authorization", "Bearer " + key)
            .setHeader("Content-Type", "application/json")
            .setData(body.canonical());
    return page.context().request().post(url, options);
  }

  private APIResponse post(Page page, ApiKey.Created key, String path, JsonObject body) {
    return post(page, url(path), key.text(), body);
  }

  /** Goes to a place of the console. */
  void go(Page page, String hash) {
    page.navigate(url("/" + hash));
  }

  String create(String title) {
    var context = JsonObject.of("title", title, "total", 120, "owner", "mia");
    return cairn.workflows().create(NewInstance.of(PLAIN).context(context)).id().toString();
  }

  /** What the log of the browsers had in it since it was looked at last. */
  List<String> log() {
    var seen = List.copyOf(log);
    log.clear();
    return seen;
  }

  /** Requests that were refused since one looked last. */
  List<String> forbidden() {
    var seen = List.copyOf(forbidden);
    forbidden.clear();
    return seen;
  }

  /** Closes the browsers of a test, and keeps the server. */
  void clear() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    log.clear();
    forbidden.clear();
  }

  @Override
  public void close() {
    chromium.close();
    server.close();
    cairn.close();
  }
}
